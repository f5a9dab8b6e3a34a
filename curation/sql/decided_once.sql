DECLARE
    decision text[] := ARRAY['state', 'decided_by_id', 'decided_at', 'decision_note'];
BEGIN
    IF OLD.state <> 'open' THEN
        :refuse_second_decision
    END IF;
    IF NEW.state = 'open' OR to_jsonb(NEW) - decision <> to_jsonb(OLD) - decision THEN
        :refuse_change
    END IF;
    NEW.decided_at := now();
    RETURN NEW;
END;
