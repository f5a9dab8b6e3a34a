"""Builders for the rules that no single row can hold: PostgreSQL triggers with messages."""

import pgtrigger

FIXED = ("published", "retracted")
CODE_MESSAGE = "A term’s code begins with the code of its parent and a dot."


def refuse(constraint: str, message: str) -> str:
    """PL/pgSQL that refuses the change like a check constraint of this name, with this message."""
    text = message.replace("'", "''")
    return (
        f"RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = '{constraint}', "
        f"TABLE = TG_TABLE_NAME, MESSAGE = '{text}';"
    )


def rule_across_rows(
    name: str,
    *,
    constraint: str,
    broken_when: str,
    message: str,
    operation: pgtrigger.Operation,
    condition: pgtrigger.Condition | None = None,
) -> pgtrigger.Trigger:
    """A deferred constraint trigger: at the end of the transaction `broken_when` must be false.

    `broken_when` is an SQL condition on NEW or OLD; it reads the tables as they then are.
    """
    return pgtrigger.Trigger(
        name=name,
        when=pgtrigger.After,
        operation=operation,
        condition=condition,
        timing=pgtrigger.Deferred,
        func=f"IF {broken_when} THEN {refuse(constraint, message)} END IF; RETURN NULL;",
    )


def bookkeeping(*generated: str) -> pgtrigger.Trigger:
    """Version and times are the database's: they move when something else in the row does.

    `generated` names columns that the database computes, which say nothing new.
    """
    ignored = ", ".join(f"'{name}'" for name in ("created_at", "updated_at", "version", *generated))
    return pgtrigger.Trigger(
        name="bookkeeping",
        when=pgtrigger.Before,
        operation=pgtrigger.Update,
        declare=[("ignored", f"text[] := ARRAY[{ignored}]")],
        func="""
            NEW.created_at := OLD.created_at;
            IF to_jsonb(NEW) - ignored IS DISTINCT FROM to_jsonb(OLD) - ignored THEN
                NEW.version := OLD.version + 1;
                NEW.updated_at := now();
            ELSE
                NEW.version := OLD.version;
                NEW.updated_at := OLD.updated_at;
            END IF;
            RETURN NEW;
        """,
    )


def slug_fixed() -> pgtrigger.Trigger:
    """A slug the public may have seen keeps meaning the same record."""
    return pgtrigger.Trigger(
        name="slug_fixed",
        when=pgtrigger.Before,
        operation=pgtrigger.UpdateOf("slug"),
        condition=pgtrigger.Q(old__review_status__in=FIXED, old__slug__df=pgtrigger.F("new__slug")),
        func=refuse(
            "record_slug_fixed", "The slug of a published or retracted record never changes."
        ),
    )


def kept_once_published() -> pgtrigger.Trigger:
    """What has been public is retracted, not deleted, so that its slug is never used again."""
    return pgtrigger.Trigger(
        name="kept_once_published",
        when=pgtrigger.Before,
        operation=pgtrigger.Delete,
        condition=pgtrigger.Q(old__review_status__in=FIXED),
        func=refuse(
            "record_kept_once_published",
            "A published or retracted record cannot be deleted; retract it instead.",
        ),
    )


def child_code_below_parent(model: str) -> pgtrigger.Trigger:
    """`treaty.signing` stands below `treaty` and nowhere else."""
    return pgtrigger.Trigger(
        name="code_below_parent",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.Update,
        condition=pgtrigger.Q(new__parent__isnull=False),
        func=f"""
            IF NOT EXISTS (
                SELECT FROM {model} parent
                WHERE parent.id = NEW.parent_id AND starts_with(NEW.code, parent.code || '.')
            ) THEN {refuse("term_code_below_parent", CODE_MESSAGE)}
            END IF;
            RETURN NEW;
        """,
    )
