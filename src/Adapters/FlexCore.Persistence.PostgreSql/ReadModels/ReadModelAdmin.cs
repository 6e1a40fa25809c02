using FlexCore.Application.Feed;
using FlexCore.Application.Projections.Store;
using FlexCore.Persistence.PostgreSql.Database;
using Npgsql;

namespace FlexCore.Persistence.PostgreSql.ReadModels;

/// <summary>What administrators do to projections, inside one transaction that holds up all others. Used by one caller.</summary>
internal sealed class ReadModelAdmin(NpgsqlConnection connection, ReadModelSql sql)
{
    public async Task<List<ProjectionRow>> ListAsync(CancellationToken cancellationToken)
    {
        var generations = (await QueryAsync(sql.Generations, ReadGeneration, cancellationToken).ConfigureAwait(false)).ToLookup(static generation => generation.Projection, StringComparer.Ordinal);
        return await QueryAsync(
            sql.Projections,
            reader => new ProjectionRow(reader.GetString(0), reader.GetInt64(1), reader.GetBoolean(2), reader.GetString(3), [.. generations[reader.GetString(0)]]),
            cancellationToken).ConfigureAwait(false);
    }

    public async Task<GenerationRow> AddAsync(NewGeneration wanted, CancellationToken cancellationToken)
    {
        var before = (await ListAsync(cancellationToken).ConfigureAwait(false)).Find(row => row.Name == wanted.Projection);
        if (wanted.IfMissing && before?.Generations.FirstOrDefault(known => known.Fingerprint == wanted.Fingerprint && known.Bound is null) is { } there)
        {
            return there;
        }

        var ids = await QueryAsync(
            sql.Insert,
            static reader => reader.GetInt64(0),
            cancellationToken,
            Parameter.Of(wanted.Projection), Parameter.Of(wanted.Fingerprint), Parameter.Of(wanted.CreatedAt.UtcTicks), Parameter.Of(wanted.Until?.UtcTicks ?? 0),
            Parameter.Of(wanted.Bound is { } bound ? $"={bound}" : "-"), Parameter.Of(wanted.SwapsItself)).ConfigureAwait(false);
        await RunAsync(
            sql.Put,
            cancellationToken,
            Parameter.Of(wanted.Projection), Parameter.Of(ids[0]), Parameter.Of(wanted.Definition ?? ""), Parameter.Of(wanted.IsLiveAtOnce), Parameter.Of(wanted.Definition is not null)).ConfigureAwait(false);
        foreach (var old in before?.Generations ?? [])
        {
            if (wanted.IsLiveAtOnce || (wanted.SwapsItself && old.SwapsItself && old.Id != before?.Live))
            {
                await ForgetAsync(old.Id, cancellationToken).ConfigureAwait(false);
            }
        }

        return new GenerationRow(ids[0], wanted.Projection, wanted.Fingerprint, wanted.CreatedAt) { Until = wanted.Until, Bound = wanted.Bound, SwapsItself = wanted.SwapsItself };
    }

    public async Task<SwapOutcome> SwapAsync(long generation, CancellationToken cancellationToken)
    {
        var row = (await ListAsync(cancellationToken).ConfigureAwait(false)).Find(row => row.Generations.Any(known => known.Id == generation));
        if (row is null)
        {
            return SwapOutcome.Gone;
        }

        if (row.Live == generation)
        {
            return SwapOutcome.Swapped;
        }

        if (row.Generations.First(known => known.Id == generation).Bound is not null)
        {
            return SwapOutcome.Bounded;
        }

        var reached = await PositionAsync(generation, cancellationToken).ConfigureAwait(false);
        if ((await PositionAsync(row.Live, cancellationToken).ConfigureAwait(false)).Offsets.Any(place => reached.OffsetOf(place.Key) < place.Value))
        {
            return SwapOutcome.Behind;
        }

        await RunAsync(sql.MakeLive, cancellationToken, Parameter.Of(row.Name), Parameter.Of(generation)).ConfigureAwait(false);
        await ForgetAsync(row.Live, cancellationToken).ConfigureAwait(false);
        return SwapOutcome.Swapped;
    }

    public async Task<bool> ForgetOneAsync(long generation, CancellationToken cancellationToken)
    {
        var rows = await ListAsync(cancellationToken).ConfigureAwait(false);
        if (!rows.Exists(row => row.Live != generation && row.Generations.Any(known => known.Id == generation)))
        {
            return false;
        }

        await ForgetAsync(generation, cancellationToken).ConfigureAwait(false);
        return true;
    }

    public async Task<bool> RemoveAsync(string projection, CancellationToken cancellationToken)
    {
        if ((await ListAsync(cancellationToken).ConfigureAwait(false)).Find(row => row.Name == projection) is not { } row)
        {
            return false;
        }

        foreach (var generation in row.Generations)
        {
            await ForgetAsync(generation.Id, cancellationToken).ConfigureAwait(false);
        }

        await RunAsync(sql.Remove, cancellationToken, Parameter.Of(projection)).ConfigureAwait(false);
        return true;
    }

    public async Task<bool> DiscardAsync(long generation, (int Shard, long Offset) place, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var groups = await QueryAsync(
            sql.Release, static reader => reader.GetString(0), cancellationToken, Parameter.Of(generation), Parameter.Of(place.Shard), Parameter.Of(place.Offset)).ConfigureAwait(false);
        return groups.Count > 0 && await RedriveAsync(generation, groups[0], now, cancellationToken).ConfigureAwait(false) >= 0;
    }

    public Task<int> RedriveAsync(long generation, string? group, DateTimeOffset now, CancellationToken cancellationToken) =>
        RunAsync(sql.Redrive, cancellationToken, Parameter.Of(generation), Parameter.Of(now.UtcTicks), Parameter.Of(group ?? ""));

    public async Task<int> RunAsync(string text, CancellationToken cancellationToken, params NpgsqlParameter[] parameters)
    {
        var command = new NpgsqlCommand(text, connection);
        await using (command.ConfigureAwait(false))
        {
            command.Parameters.AddRange(parameters);
            return await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    public static GenerationRow ReadGeneration(NpgsqlDataReader reader) =>
        new(reader.GetInt64(0), reader.GetString(1), reader.GetString(2), new DateTimeOffset(reader.GetInt64(3), TimeSpan.Zero))
        {
            Until = reader.GetInt64(4) is var until and > 0 ? new DateTimeOffset(until, TimeSpan.Zero) : null,

            // A mark before the cursor, because the cursor of an empty store is an empty text and still a bound.
            Bound = reader.IsDBNull(5) ? null : FeedCursor.Parse(reader.GetString(5).TrimStart('=')),
            SwapsItself = reader.GetBoolean(6),
            Fault = reader.IsDBNull(7) ? null : reader.GetString(7),
        };

    private Task<int> ForgetAsync(long generation, CancellationToken cancellationToken) => RunAsync(sql.Forget, cancellationToken, Parameter.Of(generation));

    private async Task<FeedCursor> PositionAsync(long generation, CancellationToken cancellationToken) => FeedCursor.Start.With(await QueryAsync(
        sql.Positions, static reader => KeyValuePair.Create(reader.GetInt32(0), reader.GetInt64(1)), cancellationToken, Parameter.Of(generation)).ConfigureAwait(false));

    private async Task<List<T>> QueryAsync<T>(string text, Func<NpgsqlDataReader, T> read, CancellationToken cancellationToken, params NpgsqlParameter[] parameters)
    {
        var command = new NpgsqlCommand(text, connection);
        await using (command.ConfigureAwait(false))
        {
            command.Parameters.AddRange(parameters);
            var rows = new List<T>();
            var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
            await using (reader.ConfigureAwait(false))
            {
                while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
                {
                    rows.Add(read(reader));
                }
            }

            return rows;
        }
    }
}
