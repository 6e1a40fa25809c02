namespace FlexCore.Persistence.PostgreSql.ReadModels;

/// <summary>The statements of the read models. They stand in a schema of their own, so that people may be allowed to read it and nothing else.</summary>
/// <param name="journal">The schema of the journal, whose shard rows fence every commit.</param>
internal sealed class ReadModelSql(string journal)
{
    private const string DocumentColumns = "d.tenant, d.kind, d.key, d.aggregate_type, d.data::text, d.stamps, d.version, d.events, d.created_ticks, d.updated_ticks";

    /// <summary>The schema of the read models.</summary>
    public string Schema { get; } = SchemaOf(journal);

    private string Own => Schema;

    // One statement, one transaction: when a shard has a newer epoch, the generation is gone or stands elsewhere, nothing of it happens. It need not be flushed before it
    // is acknowledged unless it is to settle what came before, because effect and position are lost together.
    public string Commit => $"""
        WITH fence AS MATERIALIZED (
          SELECT count(*) = cardinality($2) AS ok, set_config('synchronous_commit', CASE WHEN $33 THEN current_setting('synchronous_commit') ELSE 'off' END, true) FROM (
            SELECT 1 FROM {journal}.shard s JOIN unnest($2, $3) AS f(shard, epoch) ON s.shard = f.shard AND s.epoch = f.epoch ORDER BY s.shard FOR SHARE OF s) AS held),
        known AS MATERIALIZED (SELECT id FROM {Own}.generation WHERE id = $1 FOR SHARE),
        stands AS MATERIALIZED (
          SELECT NOT EXISTS (
            SELECT 1 FROM unnest($4, $5) AS m(shard, seen) LEFT JOIN {Own}.position p ON p.generation = $1 AND p.shard = m.shard
            WHERE coalesce(p.shard_offset, 0) <> m.seen) AS ok),
        go AS MATERIALIZED (SELECT 1 FROM fence, known, stands WHERE fence.ok AND stands.ok),
        moved AS (
          INSERT INTO {Own}.position AS p (generation, shard, shard_offset, applied, scavenged)
          SELECT $1, m.shard, m.reached, m.applied, m.scavenged FROM go, unnest($4, $6, $7, $34) AS m(shard, reached, applied, scavenged)
          ON CONFLICT (generation, shard) DO UPDATE SET shard_offset = excluded.shard_offset, applied = p.applied + excluded.applied, scavenged = p.scavenged + excluded.scavenged),
        saved AS (
          INSERT INTO {Own}.document (generation, tenant, kind, key, aggregate_type, data, stamps, version, events, created_ticks, updated_ticks)
          SELECT $1, d.tenant, d.kind, d.key, d.about, d.data::json, d.stamps, d.version, d.events, d.created, d.updated
          FROM go, unnest($8, $9, $10, $11, $12, $13, $14, $15, $16, $17) AS d(tenant, kind, key, about, data, stamps, version, events, created, updated)
          ON CONFLICT (generation, tenant, kind, key) DO UPDATE SET aggregate_type = excluded.aggregate_type, data = excluded.data, stamps = excluded.stamps,
            version = excluded.version, events = excluded.events, created_ticks = excluded.created_ticks, updated_ticks = excluded.updated_ticks),
        deleted AS (
          DELETE FROM {Own}.document d USING go, unnest($18, $19, $20) AS k(tenant, kind, key)
          WHERE d.generation = $1 AND d.tenant = k.tenant AND d.kind = k.kind AND d.key = k.key),
        released AS (
          DELETE FROM {Own}.parked p USING go, unnest($21, $22) AS r(shard, place) WHERE p.generation = $1 AND p.shard = r.shard AND p.shard_offset = r.place),
        parked AS (
          INSERT INTO {Own}.parked (generation, shard, shard_offset, group_key, stream, version, type, reason, attempts, parked_ticks, retry_ticks)
          SELECT $1, e.shard, e.place, e.group_key, e.stream, e.version, e.type, e.reason, e.attempts, e.parked, nullif(e.retry, 0)
          FROM go, unnest($23, $24, $25, $26, $27, $28, $29, $30, $31, $32) AS e(shard, place, group_key, stream, version, type, reason, attempts, parked, retry)
          ON CONFLICT (generation, shard, shard_offset) DO UPDATE SET reason = excluded.reason, attempts = excluded.attempts, retry_ticks = excluded.retry_ticks)
        SELECT (SELECT ok FROM fence), EXISTS (SELECT 1 FROM known), (SELECT ok FROM stands)
        """;

    public string Load => $"""
        SELECT {DocumentColumns} FROM unnest($2, $3, $4) AS k(tenant, kind, key)
        CROSS JOIN LATERAL (SELECT * FROM {Own}.document x WHERE x.generation = $1 AND x.tenant = k.tenant AND x.kind = k.kind AND x.key = k.key LIMIT 1) AS d
        """;

    public string Page => $"""
        SELECT {DocumentColumns} FROM {Own}.document d WHERE d.generation = $1 AND d.tenant = $2 AND (d.kind, d.key) > ($3, $4) ORDER BY d.kind, d.key LIMIT $5
        """;

    public string ByKey => $"""
        SELECT {DocumentColumns} FROM {Own}.document d WHERE d.generation = $1 AND d.tenant = $2 AND d.key = $3 ORDER BY d.updated_ticks DESC, d.kind LIMIT $4
        """;

    public string Newest => $"""
        SELECT {DocumentColumns} FROM {Own}.document d WHERE d.generation = $1 AND d.tenant = $2 ORDER BY d.updated_ticks DESC, d.kind, d.key LIMIT $3
        """;

    public string Positions => $"SELECT shard, shard_offset, applied, scavenged FROM {Own}.position WHERE generation = $1";

    public string CountParked => $"SELECT count(*) FROM {Own}.parked WHERE generation = $1";

    public string Parked => $"""
        SELECT shard, shard_offset, group_key, stream, version, type, reason, attempts, parked_ticks, coalesce(retry_ticks, 0) FROM {Own}.parked
        WHERE generation = $1 ORDER BY shard, shard_offset LIMIT $2
        """;

    public string Origin => $"SELECT store, restore_epoch FROM {Own}.origin";

    public string SetOrigin => $"INSERT INTO {Own}.origin (id, store, restore_epoch) VALUES (1, $1, $2) ON CONFLICT (id) DO UPDATE SET store = excluded.store, restore_epoch = excluded.restore_epoch";

    public string Changes => $"SELECT number FROM {Own}.change";

    public string Projections => $"SELECT name, live, paused, definition FROM {Own}.projection ORDER BY name";

    public string Generations => $"SELECT id, projection, fingerprint, created_ticks, coalesce(until_ticks, 0), bound, swaps_itself, fault FROM {Own}.generation ORDER BY id";

    public string Insert => $"""
        INSERT INTO {Own}.generation (projection, fingerprint, created_ticks, until_ticks, bound, swaps_itself) VALUES ($1, $2, $3, nullif($4, 0), nullif($5, '-'), $6) RETURNING id
        """;

    public string Put => $"""
        INSERT INTO {Own}.projection AS p (name, live, paused, definition) VALUES ($1, $2, false, $3)
        ON CONFLICT (name) DO UPDATE SET live = CASE WHEN $4 THEN excluded.live ELSE p.live END, definition = CASE WHEN $5 THEN excluded.definition ELSE p.definition END
        """;

    public string MakeLive => $"WITH settled AS (UPDATE {Own}.generation SET swaps_itself = false WHERE id = $2) UPDATE {Own}.projection SET live = $2 WHERE name = $1";

    public string Pause => $"UPDATE {Own}.projection SET paused = $2 WHERE name = $1";

    public string SetFault => $"UPDATE {Own}.generation SET fault = nullif($2, '') WHERE id = $1";

    public string Remove => $"DELETE FROM {Own}.projection WHERE name = $1";

    public string Redrive => $"UPDATE {Own}.parked SET retry_ticks = $2, attempts = 0 WHERE generation = $1 AND ($3 = '' OR group_key = $3)";

    public string Release => $"DELETE FROM {Own}.parked WHERE generation = $1 AND shard = $2 AND shard_offset = $3 RETURNING group_key";

    public string Forget => $"""
        WITH g AS (DELETE FROM {Own}.generation WHERE id = $1), o AS (DELETE FROM {Own}.position WHERE generation = $1), p AS (DELETE FROM {Own}.parked WHERE generation = $1)
        INSERT INTO {Own}.garbage (generation) VALUES ($1) ON CONFLICT DO NOTHING
        """;

    public string Changed => $"UPDATE {Own}.change SET number = number + 1";

    /// <summary>Holds up every other administrator until the transaction ends.</summary>
    public string Lock => $"SELECT number FROM {Own}.change FOR UPDATE";

    public string Sweep => $"""
        WITH old AS (SELECT generation FROM {Own}.garbage ORDER BY generation LIMIT 1),
        gone AS (DELETE FROM {Own}.document d USING (SELECT x.ctid FROM {Own}.document x, old WHERE x.generation = old.generation LIMIT $1) AS some WHERE d.ctid = some.ctid RETURNING 1),
        done AS (DELETE FROM {Own}.garbage b USING old WHERE b.generation = old.generation AND (SELECT count(*) FROM gone) < $1)
        SELECT count(*) FROM old
        """;

    /// <summary>The schema of the read models of a store.</summary>
    public static string SchemaOf(string journal) => journal.Length <= 51 ? $"{journal}_read_models" : $"{journal[..51]}_read_models";
}
