using FlexCore.Application.Privacy.Keys;
using FlexCore.Domain;
using FlexCore.Persistence.Sqlite.Database;

namespace FlexCore.Persistence.Sqlite.Keys;

/// <summary>The keys of persons in the file beside the store. Thread-safe.</summary>
internal sealed class SqliteSubjectKeyStore(KeyFile file) : ISubjectKeyStore
{
    private const string Columns = "tenant, subject, key_id, master_id, wrapped, created_ticks, forgotten_ticks";

    public ValueTask<SubjectKey?> FindAsync(TenantId tenant, string subject, CancellationToken cancellationToken = default) =>
        file.RunAsync(open => Find(open, tenant, subject), cancellationToken);

    public ValueTask<SubjectKey> AddAsync(SubjectKey key, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(key);
        return file.RunAsync(
            open =>
            {
                if (Find(open, key.Tenant, key.Subject) is { } kept)
                {
                    return kept;
                }

                var insert = open.Statement($"INSERT INTO subject_key ({Columns}) VALUES (?1, ?2, ?3, ?4, ?5, ?6, NULL)");
                insert.BindText(1, key.Tenant.Value);
                insert.BindText(2, key.Subject);
                insert.BindBlob(3, key.KeyId.ToByteArray(bigEndian: true));
                insert.BindText(4, key.MasterId);
                insert.BindBlob(5, key.Wrapped.Span);
                insert.Bind(6, key.CreatedAt.UtcTicks);
                insert.Run();
                return key;
            },
            cancellationToken);
    }

    public async ValueTask<bool> RewrapAsync(SubjectKey known, string masterId, ReadOnlyMemory<byte> wrapped, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(known);
        var done = await file.RunAsync(
            open =>
            {
                if (Find(open, known.Tenant, known.Subject) is not { IsForgotten: false } kept || kept.KeyId != known.KeyId || kept.MasterId != known.MasterId)
                {
                    return false;
                }

                var update = open.Statement("UPDATE subject_key SET master_id = ?3, wrapped = ?4 WHERE tenant = ?1 AND subject = ?2");
                update.BindText(1, known.Tenant.Value);
                update.BindText(2, known.Subject);
                update.BindText(3, masterId);
                update.BindBlob(4, wrapped.Span);
                update.Run();
                return true;
            },
            cancellationToken).ConfigureAwait(false);
        await file.WipeJournalAsync().ConfigureAwait(false);
        return done;
    }

    public async ValueTask<SubjectKey?> ForgetAsync(TenantId tenant, string subject, DateTimeOffset at, CancellationToken cancellationToken = default)
    {
        var left = await file.RunAsync(
            open =>
            {
                if (Find(open, tenant, subject) is not { IsForgotten: false } kept)
                {
                    return Find(open, tenant, subject);
                }

                var update = open.Statement("UPDATE subject_key SET wrapped = x'', forgotten_ticks = ?3 WHERE tenant = ?1 AND subject = ?2");
                update.BindText(1, tenant.Value);
                update.BindText(2, subject);
                update.Bind(3, at.UtcTicks);
                update.Run();
                return kept with { Wrapped = default, ForgottenAt = at };
            },
            cancellationToken).ConfigureAwait(false);
        await file.WipeJournalAsync().ConfigureAwait(false);
        return left;
    }

    public ValueTask<IReadOnlyList<SubjectKey>> ListAsync(TenantId? tenant, SubjectKey? after, int limit, CancellationToken cancellationToken = default) => file.RunAsync<IReadOnlyList<SubjectKey>>(
        open =>
        {
            var keys = new List<SubjectKey>();
            var select = open.Statement($"SELECT {Columns} FROM subject_key WHERE (?1 = '' OR tenant = ?1) AND (tenant, subject) > (?2, ?3) ORDER BY tenant, subject LIMIT ?4");
            select.BindText(1, tenant?.Value ?? "");
            select.BindText(2, after?.Tenant.Value ?? "");
            select.BindText(3, after?.Subject ?? "");
            select.Bind(4, limit);
            while (select.Step())
            {
                keys.Add(Read(select));
            }

            select.Reset();
            return keys;
        },
        cancellationToken);

    private static SubjectKey? Find(KeyFile open, TenantId tenant, string subject)
    {
        var select = open.Statement($"SELECT {Columns} FROM subject_key WHERE tenant = ?1 AND subject = ?2");
        select.BindText(1, tenant.Value);
        select.BindText(2, subject);
        var found = select.Step() ? Read(select) : null;
        select.Reset();
        return found;
    }

    private static SubjectKey Read(SqliteStatement row) => new(
        new TenantId(row.Text(0)), row.Text(1), new Guid(row.Bytes(2), bigEndian: true), row.Text(3), row.Bytes(4).ToArray(), new DateTimeOffset(row.Number(5), TimeSpan.Zero))
    {
        ForgottenAt = row.Number(6) is > 0 and var ticks ? new DateTimeOffset(ticks, TimeSpan.Zero) : null,
    };
}
