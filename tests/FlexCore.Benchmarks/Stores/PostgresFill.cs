using System.Text;
using FlexCore.Application.Journal;
using FlexCore.Domain;
using FlexCore.Persistence.Records;
using Npgsql;
using NpgsqlTypes;

namespace FlexCore.Benchmarks.Stores;

/// <summary>Fills a store on PostgreSQL by COPY, with the rows and checksums that appends would have written.</summary>
public static class PostgresFill
{
    private const int Shards = 256;
    private const int Connections = 2;

    /// <summary>Copies the whole sample, then lets the server take stock of it, as it would have done by itself in time.</summary>
    public static async Task RunAsync(string connectionString, string schema, StoreSample sample)
    {
        var source = NpgsqlDataSource.Create($"{connectionString};Search Path={schema};Command Timeout=0");
        await using (source.ConfigureAwait(false))
        {
            await Task.WhenAll(Enumerable.Range(0, Connections).Select(worker => Task.Run(() => CopyAsync(source, sample, worker)))).ConfigureAwait(false);
            foreach (var sql in new[] { "VACUUM (ANALYZE) event", "CHECKPOINT" })
            {
                var command = source.CreateCommand(sql);
                await using (command.ConfigureAwait(false))
                {
                    await command.ExecuteNonQueryAsync().ConfigureAwait(false);
                }
            }
        }
    }

    // A shard belongs to one connection, so that its offsets are in order.
    private static async Task CopyAsync(NpgsqlDataSource source, StoreSample sample, int worker)
    {
        var offsets = new long[Shards];
        var connection = await source.OpenConnectionAsync().ConfigureAwait(false);
        await using (connection.ConfigureAwait(false))
        {
            var copy = await connection.BeginBinaryImportAsync("""
                COPY event (shard, shard_offset, stream, version, id, type, schema_version, time_ticks, principal, correlation, causation, payload, checksum)
                FROM STDIN (FORMAT BINARY)
                """).ConfigureAwait(false);
            await using (copy.ConfigureAwait(false))
            {
                for (var append = 0L; append < sample.Appends; append++)
                {
                    var stream = StoreSample.Stream(sample.StreamOf(append));
                    var shard = stream.ShardOf(Shards);
                    if (shard % Connections == worker)
                    {
                        Write(copy, stream, sample.VersionBefore(append), append, ref offsets[shard]);
                    }
                }

                await copy.CompleteAsync().ConfigureAwait(false);
            }
        }
    }

    private static void Write(NpgsqlBinaryImporter copy, EntityId stream, long version, long append, ref long offset)
    {
        var metadata = StoreSample.Metadata(append);
        var (principal, correlation) = (Encoding.UTF8.GetBytes(metadata.Principal), Encoding.UTF8.GetBytes(metadata.CorrelationId));
        var streamBytes = Encoding.UTF8.GetBytes(stream.StreamId);
        Span<byte> id = stackalloc byte[16];
        foreach (var added in StoreSample.EventsOf(append))
        {
            added.Id.TryWriteBytes(id, bigEndian: true, out _);
            var type = Encoding.UTF8.GetBytes(added.Type);
            var row = new EventRow
            {
                Seq = ++offset, Shard = stream.ShardOf(Shards), Offset = offset, Stream = streamBytes, Version = ++version, Id = id, Type = type, SchemaVersion = added.SchemaVersion,
                TimeTicks = metadata.Time.UtcTicks, Principal = principal, Correlation = correlation, Causation = correlation, IdempotencyKey = default, Payload = added.Payload.Span,
            };
            copy.StartRow();
            copy.Write(row.Shard, NpgsqlDbType.Integer);
            copy.Write(row.Offset, NpgsqlDbType.Bigint);
            copy.Write(stream.StreamId, NpgsqlDbType.Text);
            copy.Write(row.Version, NpgsqlDbType.Bigint);
            copy.Write(added.Id, NpgsqlDbType.Uuid);
            copy.Write(type, NpgsqlDbType.Bytea);
            copy.Write(row.SchemaVersion, NpgsqlDbType.Integer);
            copy.Write(row.TimeTicks, NpgsqlDbType.Bigint);
            copy.Write(principal, NpgsqlDbType.Bytea);
            copy.Write(correlation, NpgsqlDbType.Bytea);
            copy.Write(correlation, NpgsqlDbType.Bytea);
            copy.Write(added.Payload, NpgsqlDbType.Bytea);
            copy.Write(row.ComputeChecksum(), NpgsqlDbType.Bigint);
        }
    }
}
