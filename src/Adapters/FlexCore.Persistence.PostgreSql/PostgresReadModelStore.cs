using System.Text;
using FlexCore.Application.Feed;
using FlexCore.Application.Projections;
using FlexCore.Application.Projections.Store;
using FlexCore.Domain;
using FlexCore.Persistence.PostgreSql.Database;
using FlexCore.Persistence.PostgreSql.Opening;
using FlexCore.Persistence.PostgreSql.ReadModels;
using FlexCore.Persistence.Schema;
using Npgsql;

namespace FlexCore.Persistence.PostgreSql;

/// <summary>Read models in a schema of their own beside the journal's, shared by all nodes. Thread-safe.</summary>
/// <remarks>A commit is one statement that locks the rows of its shards and compares their epochs, as an append does: a node that was stopped for a while stores nothing.</remarks>
internal sealed class PostgresReadModelStore(PostgresDatabase database, ReadModelSql sql) : IReadModelStore
{
    private const int SweepDocuments = 5_000;

    private readonly Lock _sweeps = new();
    private Task _sweeping = Task.CompletedTask;

    public ReadModelSource Source => new("postgres", database.Location[..database.Location.LastIndexOf('/')], $"{sql.Schema}.read_models");

    public static async Task<PostgresReadModelStore> OpenAsync(PostgresDatabase database, string journalSchema, CancellationToken cancellationToken)
    {
        var sql = new ReadModelSql(journalSchema);
        var connection = await database.OpenAsync(cancellationToken).ConfigureAwait(false);
        await using (connection.ConfigureAwait(false))
        {
            var admin = new ReadModelAdmin(connection, sql);
            try
            {
                // The scripts name no schema; the session's path is put back before it is used for anything else.
                await admin.RunAsync($"SET search_path = {sql.Schema}", cancellationToken).ConfigureAwait(false);
                await MigrationRunner.RunAsync(
                    new PostgresMigrationTarget(connection, sql.Schema, database.Location), SqlScripts.Load(typeof(PostgresReadModelStore).Assembly, "ReadModels.Scripts"), cancellationToken).ConfigureAwait(false);
                await admin.RunAsync($"SET search_path = {journalSchema}", cancellationToken).ConfigureAwait(false);
            }
            catch (Exception error) when (PostgresErrors.IsOurs(error))
            {
                NpgsqlConnection.ClearPool(connection);
                throw PostgresErrors.Of(error, database.Location);
            }
        }

        return new PostgresReadModelStore(database, sql);
    }

    public async ValueTask<StoreIdentity?> ReadOriginAsync(CancellationToken cancellationToken = default) =>
        (await database.QueryAsync(sql.Origin, [], static reader => new StoreIdentity(reader.GetGuid(0), reader.GetInt64(1)), cancellationToken).ConfigureAwait(false)).FirstOrDefault();

    public async ValueTask SetOriginAsync(StoreIdentity origin, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(origin);
        await AdminAsync((admin, token) => admin.RunAsync(sql.SetOrigin, token, Parameter.Of(origin.Id), Parameter.Of(origin.RestoreEpoch)), static _ => true, cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask<long> ReadChangesAsync(CancellationToken cancellationToken = default) =>
        (await database.QueryAsync(sql.Changes, [], static reader => reader.GetInt64(0), cancellationToken).ConfigureAwait(false))[0];

    public async ValueTask<IReadOnlyList<ProjectionRow>> ListAsync(CancellationToken cancellationToken = default) =>
        await AdminAsync((admin, token) => admin.ListAsync(token), static _ => false, cancellationToken).ConfigureAwait(false);

    public async ValueTask<GenerationRow> AddAsync(NewGeneration generation, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(generation);
        return await AdminAsync((admin, token) => admin.AddAsync(generation, token), static _ => true, cancellationToken).ConfigureAwait(false);
    }

    public ValueTask<SwapOutcome> SwapAsync(long generation, CancellationToken cancellationToken = default) =>
        AdminAsync((admin, token) => admin.SwapAsync(generation, token), static outcome => outcome == SwapOutcome.Swapped, cancellationToken);

    public ValueTask<bool> ForgetAsync(long generation, CancellationToken cancellationToken = default) =>
        AdminAsync((admin, token) => admin.ForgetOneAsync(generation, token), static found => found, cancellationToken);

    public ValueTask<bool> RemoveAsync(string projection, CancellationToken cancellationToken = default) =>
        AdminAsync((admin, token) => admin.RemoveAsync(projection, token), static found => found, cancellationToken);

    public ValueTask<bool> PauseAsync(string projection, CancellationToken cancellationToken = default) => SetPausedAsync(projection, true, cancellationToken);

    public ValueTask<bool> ResumeAsync(string projection, CancellationToken cancellationToken = default) => SetPausedAsync(projection, false, cancellationToken);

    public async ValueTask SetFaultAsync(long generation, string? fault, CancellationToken cancellationToken = default) => await AdminAsync(
        (admin, token) => admin.RunAsync(sql.SetFault, token, Parameter.Of(generation), Parameter.Of(fault ?? "")), static _ => true, cancellationToken).ConfigureAwait(false);

    public async ValueTask<GenerationProgress> ReadProgressAsync(long generation, CancellationToken cancellationToken = default)
    {
        var rows = await database.QueryAsync(
            sql.Positions, [Parameter.Of(generation)], static reader => (Shard: reader.GetInt32(0), Offset: reader.GetInt64(1), Applied: reader.GetInt64(2), Scavenged: reader.GetInt64(3)), cancellationToken).ConfigureAwait(false);
        var parked = await database.QueryAsync(sql.CountParked, [Parameter.Of(generation)], static reader => reader.GetInt64(0), cancellationToken).ConfigureAwait(false);
        return new GenerationProgress(FeedCursor.Start.With(rows.Select(static row => KeyValuePair.Create(row.Shard, row.Offset))), rows.Sum(static row => row.Applied), parked[0])
        {
            Scavenged = rows.Sum(static row => row.Scavenged),
        };
    }

    public async ValueTask<IReadOnlyList<StoredReadModel>> LoadAsync(long generation, IReadOnlyCollection<ReadModelKey> keys, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(keys);
        return keys.Count == 0 ? [] : await database.QueryAsync(
            sql.Load,
            [
                Parameter.Of(generation), Parameter.Of(keys.Select(static key => key.Tenant.Value).ToArray()),
                Parameter.Of(keys.Select(static key => key.Kind).ToArray()), Parameter.Of(keys.Select(static key => key.Key).ToArray()),
            ],
            ReadDocument,
            cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask<CommitOutcome> CommitAsync(ReadModelCommit commit, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(commit);
        var answer = await database.QueryAsync(
            sql.Commit,
            CommitParameters.Of(commit),
            static reader => (Fence: reader.GetBoolean(0), Known: reader.GetBoolean(1), Stands: reader.GetBoolean(2)),
            cancellationToken,
            mayRepeat: false).ConfigureAwait(false);
        return answer[0] switch
        {
            { Known: false } => CommitOutcome.Gone,
            { Fence: false } => CommitOutcome.Fenced,
            { Stands: false } => CommitOutcome.Moved,
            _ => CommitOutcome.Committed,
        };
    }

    public async ValueTask<IReadOnlyList<ParkedEvent>> ListParkedAsync(long generation, int max, CancellationToken cancellationToken = default) => await database.QueryAsync(
        sql.Parked,
        [Parameter.Of(generation), Parameter.Of(max)],
        static reader => new ParkedEvent(
            reader.GetString(2), EntityId.Parse(reader.GetString(3)), reader.GetInt64(4), reader.GetInt32(0), reader.GetInt64(1), reader.GetString(5), reader.GetString(6), reader.GetInt32(7),
            Time(reader.GetInt64(8)), reader.GetInt64(9) is var retry and > 0 ? Time(retry) : null),
        cancellationToken).ConfigureAwait(false);

    public ValueTask<int> RedriveAsync(long generation, string? group, DateTimeOffset now, CancellationToken cancellationToken = default) =>
        AdminAsync((admin, token) => admin.RedriveAsync(generation, group, now, token), static count => count > 0, cancellationToken);

    public ValueTask<bool> DiscardAsync(long generation, int shard, long offset, DateTimeOffset now, CancellationToken cancellationToken = default) =>
        AdminAsync((admin, token) => admin.DiscardAsync(generation, (shard, offset), now, token), static found => found, cancellationToken);

    public async ValueTask<IReadOnlyList<StoredReadModel>> QueryAsync(ReadModelQuery query, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        var (generation, tenant, max) = (Parameter.Of(query.Generation), Parameter.Of(query.Tenant.Value), Parameter.Of(query.Max));
        return query switch
        {
            { Key: { } key } => await database.QueryAsync(sql.ByKey, [generation, tenant, Parameter.Of(key), max], ReadDocument, cancellationToken).ConfigureAwait(false),
            { NewestFirst: true } => await database.QueryAsync(sql.Newest, [generation, tenant, max], ReadDocument, cancellationToken).ConfigureAwait(false),
            _ => await database.QueryAsync(
                sql.Page, [generation, tenant, Parameter.Of(query.After?.Kind ?? ""), Parameter.Of(query.After?.Key ?? ""), max], ReadDocument, cancellationToken).ConfigureAwait(false),
        };
    }

    private static StoredReadModel ReadDocument(NpgsqlDataReader reader) => new(
        new ReadModelKey(new TenantId(reader.GetString(0)), reader.GetString(1), reader.GetString(2)), reader.GetString(3), Encoding.UTF8.GetBytes(reader.GetString(4)),
        reader.GetInt64(6), reader.GetInt64(7), Time(reader.GetInt64(8)), Time(reader.GetInt64(9)))
    {
        Stamps = Encoding.UTF8.GetBytes(reader.GetString(5)),
    };

    private static DateTimeOffset Time(long ticks) => new(ticks, TimeSpan.Zero);

    private ValueTask<bool> SetPausedAsync(string projection, bool paused, CancellationToken cancellationToken) => AdminAsync(
        async (admin, token) => await admin.RunAsync(sql.Pause, token, Parameter.Of(projection), Parameter.Of(paused)).ConfigureAwait(false) == 1, static found => found, cancellationToken);

    private async ValueTask<T> AdminAsync<T>(Func<ReadModelAdmin, CancellationToken, Task<T>> work, Func<T, bool> changes, CancellationToken cancellationToken)
    {
        var connection = await database.OpenAsync(cancellationToken).ConfigureAwait(false);
        await using (connection.ConfigureAwait(false))
        {
            try
            {
                var transaction = await connection.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
                await using (transaction.ConfigureAwait(false))
                {
                    var admin = new ReadModelAdmin(connection, sql);
                    await admin.RunAsync(sql.Lock, cancellationToken).ConfigureAwait(false);
                    var result = await work(admin, cancellationToken).ConfigureAwait(false);
                    if (changes(result))
                    {
                        await admin.RunAsync(sql.Changed, cancellationToken).ConfigureAwait(false);
                        await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
                        SweepInBackground();
                    }

                    return result;
                }
            }
            catch (Exception error) when (PostgresErrors.IsOurs(error))
            {
                throw PostgresErrors.Of(error, database.Location);
            }
        }
    }

    private void SweepInBackground()
    {
        lock (_sweeps)
        {
            if (_sweeping.IsCompleted)
            {
                _sweeping = Task.Run(SweepAsync);
            }
        }
    }

    // Documents of forgotten generations go piece by piece, so that no commit waits behind it. What an outage or the end of the process leaves is swept the next time.
    private async Task SweepAsync()
    {
        while ((await database.QueryAsync(sql.Sweep, [Parameter.Of((long)SweepDocuments)], static reader => reader.GetInt64(0), CancellationToken.None).ConfigureAwait(false))[0] > 0)
        {
            await Task.Yield();
        }
    }
}
