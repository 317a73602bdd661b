"""What a ledger's database holds, as SQL: tables, guards, and the one function that appends.

`append` is the only way in: it runs with the owner's rights, so a role needs none to insert. It
locks the head, which is the counter too: positions have no gaps, and their order is the order in
which they were committed. The hash is computed in the server, as `hash_chain.link` does.

Every name is qualified, and every function sets its own search path: what somebody puts into
another schema is never called.
"""

SCHEMA = "thidua"
"""The schema of the ledger in its database; a database holds one ledger."""
SHAPE = 1
"""Shape of the tables and functions; a greater number is from a newer program."""
CHANNEL = "thidua"
"""The channel on which `append` announces the new head."""
APPEND = "thidua.append(jsonb, bigint, text[], jsonb, bytea[], text, text)"
"""The function that appends, as the server names it."""

OPERATORS_MISSING, WENT_BACK, ISOLATION, NOT_DURABLE, MALFORMED = (
    *("TD001", "TD002", "TD003", "TD004", "TD005"),
)
"""SQLSTATEs with which `append` refuses, as they are written in it."""

TABLES = (
    """CREATE TABLE thidua.meta (
        key text COLLATE "C" PRIMARY KEY,
        value text COLLATE "C" NOT NULL
    )""",
    # One row, updated in place by every append.
    """CREATE TABLE thidua.head (
        one boolean PRIMARY KEY DEFAULT true CHECK (one),
        position bigint NOT NULL,
        hash bytea NOT NULL CHECK (length(hash) = 32)
    ) WITH (fillfactor = 10)""",
    """CREATE TABLE thidua.events (
        position bigint PRIMARY KEY CHECK (position > 0),
        type text COLLATE "C" NOT NULL,
        tags text COLLATE "C" NOT NULL,
        data bytea NOT NULL,
        hash bytea NOT NULL CHECK (length(hash) = 32)
    )""",
    "CREATE INDEX events_by_type ON thidua.events (type, position)",
    # With the type: the few heads of a cluster are found among its many scores.
    """CREATE TABLE thidua.event_tags (
        tag text COLLATE "C",
        type text COLLATE "C",
        position bigint,
        PRIMARY KEY (tag, type, position)
    )""",
    # Who has appended: the role as the server knows it, and the account and machine as it says.
    """CREATE TABLE thidua.writers (
        role text COLLATE "C",
        place text COLLATE "C",
        since timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (role, place)
    )""",
)

LINK = """CREATE FUNCTION thidua.link(
    previous bytea, place bigint, kind text, words text[], data bytea
) RETURNS bytea LANGUAGE plpgsql IMMUTABLE STRICT SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    part bytea := convert_to(kind, 'UTF8');
    fields bytea := int8send(length(previous)) || previous || int8send(8) || int8send(place)
        || int8send(length(part)) || part;
    word text;
BEGIN
    FOREACH word IN ARRAY words LOOP
        part := convert_to(word, 'UTF8');
        fields := fields || int8send(length(part)) || part;
    END LOOP;
    RETURN sha256(fields || int8send(length(data)) || data);
END $$"""

# A part goes in at its rarest tag, counted no further than needed; without tags by its types.
# The settings keep to the indexes: a ledger is never scanned, whatever was estimated. Types are
# looked up one by one, behind OFFSET 0: of `type = ANY (kinds)` a plan that is kept for all kinds
# makes a filter, and reads all entries with the tag. Pairs leave it the index by type alone.
FOUND = """CREATE FUNCTION thidua.found(parts jsonb, after bigint, upto bigint) RETURNS bigint[]
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp
SET enable_seqscan = off SET enable_bitmapscan = off
SET enable_hashjoin = off SET enable_mergejoin = off SET jit = off AS $$
#variable_conflict use_column
DECLARE
    part jsonb;
    kinds text[];
    words text[];
    rare text;
    least bigint;
    here bigint[];
    total bigint[] := '{}';
BEGIN
    IF jsonb_array_length(parts) = 0 THEN
        RETURN ARRAY(SELECT position FROM thidua.events
            WHERE position > after AND position <= upto ORDER BY position);
    END IF;
    FOR part IN SELECT value FROM jsonb_array_elements(parts) LOOP
        kinds := ARRAY(SELECT DISTINCT jsonb_array_elements_text(part -> 0));
        words := ARRAY(SELECT DISTINCT jsonb_array_elements_text(part -> 1));
        rare := words[1];
        IF cardinality(words) > 1 THEN
            FOR tries IN 0 .. 2 LOOP
                IF cardinality(kinds) = 0 THEN
                    SELECT w, n INTO rare, least FROM unnest(words) AS w, LATERAL (
                        SELECT count(*) FROM (SELECT FROM thidua.event_tags WHERE tag = w
                            AND position > after LIMIT (128 * 16 ^ tries)::bigint) AS t) AS c(n)
                    ORDER BY n, w LIMIT 1;
                ELSE
                    SELECT w, n INTO rare, least FROM unnest(words) AS w, LATERAL (
                        SELECT count(*) FROM (SELECT FROM unnest(kinds) AS k, LATERAL (
                            SELECT FROM thidua.event_tags WHERE tag = w AND type = k
                            AND position > after OFFSET 0) AS e
                            LIMIT (128 * 16 ^ tries)::bigint) AS t) AS c(n)
                    ORDER BY n, w LIMIT 1;
                END IF;
                EXIT WHEN least < 128 * 16 ^ tries;
            END LOOP;
            words := array_remove(words, rare);
        ELSE
            words := '{}';
        END IF;
        IF rare IS NULL AND cardinality(kinds) = 0 THEN
            here := ARRAY(SELECT position FROM thidua.events
                WHERE position > after AND position <= upto);
        ELSIF rare IS NULL THEN
            here := ARRAY(SELECT position FROM unnest(kinds) AS k, LATERAL (
                SELECT position FROM thidua.events
                WHERE (type, position) > (k, after) AND (type, position) <= (k, upto)
                OFFSET 0) AS e);
        ELSIF cardinality(kinds) = 0 THEN
            here := ARRAY(SELECT position FROM thidua.event_tags AS a
                WHERE tag = rare AND position > after AND position <= upto
                AND (SELECT count(*) FROM thidua.event_tags AS b WHERE b.tag = ANY (words)
                    AND b.type = a.type AND b.position = a.position) = cardinality(words));
        ELSE
            here := ARRAY(SELECT position FROM unnest(kinds) AS k, LATERAL (
                SELECT position FROM thidua.event_tags AS a
                WHERE tag = rare AND type = k AND position > after AND position <= upto
                AND (SELECT count(*) FROM thidua.event_tags AS b WHERE b.tag = ANY (words)
                    AND b.type = k AND b.position = a.position) = cardinality(words)
                OFFSET 0) AS e);
        END IF;
        total := total || here;
    END LOOP;
    RETURN ARRAY(SELECT DISTINCT unnest(total) ORDER BY 1);
END $$"""

# Most often a few entries came: they are compared with each part, instead of asking for each.
GROWN = """CREATE FUNCTION thidua.grown(parts jsonb, after bigint, upto bigint) RETURNS boolean
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp
SET enable_seqscan = off SET enable_bitmapscan = off SET jit = off AS $$
BEGIN
    IF after >= upto OR jsonb_array_length(parts) = 0 THEN
        RETURN after < upto;
    ELSIF upto - after > 100 THEN
        RETURN cardinality(thidua.found(parts, after, upto)) > 0;
    END IF;
    RETURN EXISTS (SELECT FROM (SELECT type, tags::jsonb AS words FROM thidua.events
            WHERE position > after AND position <= upto OFFSET 0) AS e,
        jsonb_array_elements(parts) AS p
        WHERE (p -> 0 = '[]' OR p -> 0 ? type) AND words @> (p -> 1));
END $$"""

# What came, for the next decision of who appends: it need not ask.
NAMED = """CREATE FUNCTION thidua.named(after bigint, upto bigint) RETURNS text
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp
SET enable_seqscan = off SET enable_bitmapscan = off SET jit = off AS $$
BEGIN
    RETURN CASE WHEN upto - after > 100 THEN '' ELSE (
        SELECT json_agg(json_build_array(position, type, tags) ORDER BY position)::text
        FROM thidua.events WHERE position > after AND position <= upto) END;
END $$"""

# An act is never recorded twice, whatever was read before: it need not be looked for first.
HAS = """CREATE FUNCTION thidua.has(act text) RETURNS boolean
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp
SET enable_seqscan = off SET enable_bitmapscan = off SET jit = off AS $$
BEGIN
    RETURN act <> '' AND EXISTS (SELECT FROM thidua.event_tags WHERE tag = act);
END $$"""

# In read committed, a statement after the lock sees all that was committed before the lock. What
# came before it is looked through without it: others wait for the lock, and a conflict needs none.
# The table is locked, not the row: a table is granted in the order of asking, a row is not.
# A second writer needs operators: the server does not know who may record what, signatures do.
ADDING = """CREATE FUNCTION thidua.append(
    parts jsonb, after bigint, kinds text[], tags jsonb, datas bytea[], place text, act text,
    OUT last bigint, OUT linked bytea, OUT came text
) LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET lock_timeout = '5s' AS $$
#variable_conflict use_column
DECLARE
    kind text;
    own jsonb;
    content bytea;
    words text[];
    known text;
    looked bigint;
BEGIN
    came := '';
    IF current_setting('transaction_isolation') <> 'read committed' THEN
        RAISE EXCEPTION 'append needs read committed' USING ERRCODE = 'TD003',
            DETAIL = current_setting('transaction_isolation');
    ELSIF current_setting('synchronous_commit') = 'off' THEN
        RAISE EXCEPTION 'append needs synchronous commits' USING ERRCODE = 'TD004',
            DETAIL = 'synchronous_commit';
    ELSIF cardinality(kinds) = 0 OR cardinality(kinds) <> cardinality(datas)
        OR cardinality(kinds) <> jsonb_array_length(tags) OR num_nulls(kinds, datas, tags) > 0 THEN
        RAISE EXCEPTION 'of each entry type, tags and data' USING ERRCODE = 'TD005';
    END IF;
    IF parts IS NOT NULL THEN
        SELECT position, hash INTO STRICT looked, linked FROM thidua.head;
        IF thidua.has(act) OR thidua.grown(parts, after, looked) THEN
            last := 0;
            came := thidua.named(after, looked);
            RETURN;
        END IF;
    END IF;
    LOCK TABLE thidua.head IN EXCLUSIVE MODE;
    SELECT position, hash INTO STRICT last, linked FROM thidua.head;
    IF after > last THEN
        RAISE EXCEPTION 'the ledger has fewer entries than were seen'
            USING ERRCODE = 'TD002', DETAIL = after || ' ' || last;
    ELSIF parts IS NOT NULL AND thidua.grown(parts, greatest(after, looked), last) THEN
        came := thidua.named(after, last);
        last := 0;
        RETURN;
    ELSIF parts IS NOT NULL AND after < last THEN
        came := thidua.named(after, last);
    END IF;
    IF NOT EXISTS (SELECT FROM thidua.writers AS w
        WHERE w.role = session_user AND w.place = append.place) THEN
        SELECT w.role || ' ' || w.place INTO known FROM thidua.writers AS w ORDER BY since LIMIT 1;
        IF known IS NOT NULL
            AND NOT EXISTS (SELECT FROM thidua.events WHERE type = 'operator-named')
            AND NOT (kinds <@ ARRAY['operator-named']
                AND EXISTS (SELECT FROM thidua.writers AS w WHERE w.role = session_user)) THEN
            RAISE EXCEPTION 'a second writer, and no operators'
                USING ERRCODE = 'TD001', DETAIL = known;
        END IF;
        INSERT INTO thidua.writers (role, place) VALUES (session_user, append.place);
    END IF;
    FOR kind, own, content IN SELECT k, t, d
        FROM ROWS FROM (unnest(kinds), jsonb_array_elements(tags), unnest(datas)) AS e(k, t, d)
    LOOP
        last := last + 1;
        words := ARRAY(SELECT jsonb_array_elements_text(own));
        linked := thidua.link(linked, last, kind, words, content);
        INSERT INTO thidua.events (position, type, tags, data, hash)
            VALUES (last, kind, array_to_json(words)::text, content, linked);
        INSERT INTO thidua.event_tags (tag, type, position)
            SELECT DISTINCT word, kind, last FROM unnest(words) AS word;
    END LOOP;
    UPDATE thidua.head SET position = last, hash = linked;
    PERFORM pg_notify('thidua', last::text);
END $$"""

STAYS = """CREATE FUNCTION thidua.stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'only ever appended to';
END $$"""

FUNCTIONS = (LINK, FOUND, GROWN, NAMED, HAS, ADDING, STAYS)
TRIGGERS = (
    *(
        f"""CREATE TRIGGER stays BEFORE UPDATE OR DELETE OR TRUNCATE ON thidua.{table}
        FOR EACH STATEMENT EXECUTE FUNCTION thidua.stays()"""
        for table in ("meta", "events", "event_tags", "writers")
    ),
    """CREATE TRIGGER stays BEFORE DELETE OR TRUNCATE ON thidua.head
        FOR EACH STATEMENT EXECUTE FUNCTION thidua.stays()""",
)
