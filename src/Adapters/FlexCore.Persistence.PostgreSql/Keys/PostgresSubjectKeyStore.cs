using FlexCore.Application.Privacy.Keys;
using FlexCore.Domain;
using FlexCore.Persistence.PostgreSql.Database;
using Npgsql;

namespace FlexCore.Persistence.PostgreSql.Keys;

/// <summary>The keys of persons in a table of the store. Thread-safe.</summary>
/// <remarks>
/// A changed row leaves its older version in the table, and a plain vacuum frees that space without overwriting it. So each time a key is destroyed the table, which is small, is written anew at once
/// (<c>VACUUM FULL</c>); when that fails, the call fails, and doing it again does it. A transaction that is older than the change keeps the older version until the next time. What is in the server's
/// write-ahead log, its archives and backups is outside of the store's reach.
/// </remarks>
internal sealed class PostgresSubjectKeyStore(PostgresDatabase database) : ISubjectKeyStore
{
    private const string Columns = "tenant, subject, key_id, master_id, wrapped, created_ticks, forgotten_ticks";

    public async ValueTask<SubjectKey?> FindAsync(TenantId tenant, string subject, CancellationToken cancellationToken = default)
    {
        var found = await database.QueryAsync(
            $"SELECT {Columns} FROM subject_key WHERE tenant = $1 AND subject = $2", [Parameter.Of(tenant.Value), Parameter.Of(subject)], Read, cancellationToken).ConfigureAwait(false);
        return found.Count == 0 ? null : found[0];
    }

    public async ValueTask<SubjectKey> AddAsync(SubjectKey key, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(key);
        await database.ExecuteAsync(
            $"INSERT INTO subject_key ({Columns}) VALUES ($1, $2, $3, $4, $5, $6, NULL) ON CONFLICT DO NOTHING",
            [
                Parameter.Of(key.Tenant.Value), Parameter.Of(key.Subject), Parameter.Of(key.KeyId), Parameter.Of(key.MasterId), Parameter.Of(key.Wrapped), Parameter.Of(key.CreatedAt.UtcTicks),
            ],
            cancellationToken).ConfigureAwait(false);

        // In a statement of its own, because one that does nothing does not see the row that somebody else has just committed.
        return await FindAsync(key.Tenant, key.Subject, cancellationToken).ConfigureAwait(false) ?? throw new InvalidOperationException($"The key of subject '{key.Subject}' was added and is not there.");
    }

    public async ValueTask<bool> RewrapAsync(SubjectKey known, string masterId, ReadOnlyMemory<byte> wrapped, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(known);
        var done = await database.QueryAsync(
            "UPDATE subject_key SET master_id = $5, wrapped = $6 WHERE tenant = $1 AND subject = $2 AND key_id = $3 AND master_id = $4 AND forgotten_ticks IS NULL RETURNING 1",
            [
                Parameter.Of(known.Tenant.Value), Parameter.Of(known.Subject), Parameter.Of(known.KeyId), Parameter.Of(known.MasterId), Parameter.Of(masterId), Parameter.Of(wrapped),
            ],
            static reader => reader.GetInt32(0),
            cancellationToken,
            mayRepeat: false).ConfigureAwait(false);
        return done.Count == 1;
    }

    public async ValueTask<SubjectKey?> ForgetAsync(TenantId tenant, string subject, DateTimeOffset at, CancellationToken cancellationToken = default)
    {
        var left = await database.QueryAsync(
            $"UPDATE subject_key SET wrapped = '', forgotten_ticks = coalesce(forgotten_ticks, $3) WHERE tenant = $1 AND subject = $2 RETURNING {Columns}",
            [Parameter.Of(tenant.Value), Parameter.Of(subject), Parameter.Of(at.UtcTicks)],
            Read,
            cancellationToken).ConfigureAwait(false);
        if (left.Count == 0)
        {
            return null;
        }

        await database.ExecuteAsync("VACUUM (FULL) subject_key", [], cancellationToken).ConfigureAwait(false);
        return left[0];
    }

    public async ValueTask<IReadOnlyList<SubjectKey>> ListAsync(TenantId? tenant, SubjectKey? after, int limit, CancellationToken cancellationToken = default) => await database.QueryAsync(
        $"SELECT {Columns} FROM subject_key WHERE ($1 = '' OR tenant = $1) AND (tenant, subject) > ($2, $3) ORDER BY tenant, subject LIMIT $4",
        [Parameter.Of(tenant?.Value ?? ""), Parameter.Of(after?.Tenant.Value ?? ""), Parameter.Of(after?.Subject ?? ""), Parameter.Of((long)limit)],
        Read,
        cancellationToken).ConfigureAwait(false);

    private static SubjectKey Read(NpgsqlDataReader row) => new(
        new TenantId(row.GetString(0)), row.GetString(1), row.GetGuid(2), row.GetString(3), row.GetFieldValue<byte[]>(4), new DateTimeOffset(row.GetInt64(5), TimeSpan.Zero))
    {
        ForgottenAt = row.IsDBNull(6) ? null : new DateTimeOffset(row.GetInt64(6), TimeSpan.Zero),
    };
}
