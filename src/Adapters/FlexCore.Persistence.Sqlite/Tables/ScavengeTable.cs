using FlexCore.Application.Journal;
using FlexCore.Application.Retention;
using FlexCore.Domain;
using FlexCore.Persistence.Records;
using FlexCore.Persistence.Sqlite.Database;

namespace FlexCore.Persistence.Sqlite.Tables;

/// <summary>How far the events of streams were taken away, and the taking away. Used by its connection's user only.</summary>
internal sealed class ScavengeTable(SqliteDatabase database)
{
    private readonly SqliteStatement _find = database.Prepare("SELECT version, hash, removed_ticks, checksum FROM scavenge_mark WHERE stream = ?1");
    private readonly SqliteStatement _save = database.Prepare("INSERT OR REPLACE INTO scavenge_mark (stream, version, hash, removed_ticks, checksum) VALUES (?1, ?2, ?3, ?4, ?5)");

    private readonly SqliteStatement _hollow = database.Prepare("""
        UPDATE event SET type = ?2, schema_version = ?3, principal = ?4, correlation = ?5, causation = ?6, idempotency_key = NULL, payload = ?7, trace = NULL, checksum = ?8 WHERE seq = ?1
        """);

    /// <exception cref="CorruptEventException">The mark does not match its checksum.</exception>
    public ScavengeMark? Find(EntityId stream)
    {
        _find.Reset();
        _find.BindText(1, stream.StreamId);
        try
        {
            if (!_find.Step())
            {
                return null;
            }

            var (version, hash, ticks) = (_find.Number(0), _find.Bytes(1).ToArray(), _find.Number(2));
            var mark = new ScavengeMark(stream, version, hash, ticks is >= 0 and <= 3_155_378_975_999_999_999 ? new DateTimeOffset(ticks, TimeSpan.Zero) : default);
            return ScavengeChecksum.Of(mark) == _find.Number(3) ? mark : throw new CorruptEventException(stream.StreamId, version, "the mark of what was taken away does not match its checksum");
        }
        finally
        {
            _find.Reset();
        }
    }

    public void Save(ScavengeMark mark)
    {
        _save.BindText(1, mark.Stream.StreamId);
        _save.Bind(2, mark.Version);
        _save.BindBlob(3, mark.Hash.Span);
        _save.Bind(4, mark.At.UtcTicks);
        _save.Bind(5, ScavengeChecksum.Of(mark));
        _save.Run();
    }

    /// <summary>Takes the content of a row away.</summary>
    /// <param name="row">The row as it is, verified.</param>
    public unsafe void Hollow(in EventRow row)
    {
        var hollow = HollowRow.Of(row);
        _hollow.Bind(1, row.Seq);
        _hollow.Bind(3, hollow.SchemaVersion);
        _hollow.Bind(8, hollow.ComputeChecksum());
        fixed (byte* type = hollow.Type, principal = hollow.Principal, chain = hollow.Correlation, payload = hollow.Payload)
        {
            _hollow.BindPinnedText(2, type, hollow.Type.Length);
            _hollow.BindPinnedText(4, principal, hollow.Principal.Length);
            _hollow.BindPinnedText(5, chain, hollow.Correlation.Length);
            _hollow.BindPinnedText(6, chain, hollow.Causation.Length);
            _hollow.BindPinnedBlob(7, payload, hollow.Payload.Length);
            _hollow.Run();
        }
    }
}
