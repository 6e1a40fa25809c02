using System.Collections.Concurrent;
using System.Diagnostics;
using FlexCore.Application.Journal;
using FlexCore.Persistence;
using FlexCore.Persistence.PostgreSql;
using FlexCore.Persistence.PostgreSql.Settings;
using FlexCore.Persistence.Sqlite;
using FlexCore.TestServers.Postgres;
using Npgsql;

namespace FlexCore.Benchmarks.Stores;

/// <summary>A store with a sample in it, open, and how to reach its rows by plain SQL. Owned by who created it.</summary>
public sealed class FilledStore : IAsyncDisposable
{
    private readonly ConcurrentDictionary<long, long> _versions = new();

    private FilledStore(IStore store, IReadOnlyList<ShardLease> leases, StoreSample sample)
    {
        Store = store;
        Leases = leases;
        Sample = sample;
    }

    /// <summary>The store.</summary>
    public IStore Store { get; }

    /// <summary>The right to append to every shard.</summary>
    public IReadOnlyList<ShardLease> Leases { get; }

    /// <summary>What is in it.</summary>
    public StoreSample Sample { get; }

    /// <summary>The SQLite file; empty on PostgreSQL.</summary>
    public string File { get; private init; } = "";

    /// <summary>The PostgreSQL schema; empty on SQLite.</summary>
    public string Schema { get; private init; } = "";

    /// <summary>The folder of the store of one process; empty on PostgreSQL.</summary>
    public string Folder { get; private init; } = "";

    /// <summary>Makes a store and fills it. What it says while it does so goes to standard error.</summary>
    public static Task<FilledStore> CreateAsync(bool onPostgres, string folder, StoreSample sample) =>
        onPostgres ? CreatePostgresAsync(sample) : CreateSqliteAsync(folder, sample);

    /// <summary>The version of a stream of the sample, to which the caller now appends one event.</summary>
    public long Advance(long stream) => _versions.AddOrUpdate(stream, Sample.VersionOf, static (_, last) => last + 1);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Store.DisposeAsync().ConfigureAwait(false);
        if (Folder.Length > 0)
        {
            Directory.Delete(Folder, recursive: true);
        }
        else
        {
            await (await SharedPostgres.Server.ConfigureAwait(false)).ExecuteAsync($"DROP SCHEMA {Schema} CASCADE").ConfigureAwait(false);
        }
    }

    private static async Task<FilledStore> CreateSqliteAsync(string folder, StoreSample sample)
    {
        var store = await SqliteStore.OpenAsync(new SqliteStoreOptions { DataFolder = folder }).ConfigureAwait(false);
        var leases = await store.Leases.AcquireAllAsync("benchmark").ConfigureAwait(false);
        await TellAsync("SQLite", sample, () => JournalFill.RunAsync(store.Journal, leases, sample)).ConfigureAwait(false);

        return new FilledStore(store, leases, sample) { Folder = folder, File = Path.Combine(folder, "flexcore.db") };
    }

    private static async Task<FilledStore> CreatePostgresAsync(StoreSample sample)
    {
        var (server, schema) = (await SharedPostgres.Server.ConfigureAwait(false), SharedPostgres.NewSchema());
        var options = new PostgresStoreOptions { ConnectionString = server.ConnectionString, Schema = schema };
        var store = await PostgresStore.OpenAsync(options).ConfigureAwait(false);
        var leases = await store.Leases.AcquireAllAsync("benchmark").ConfigureAwait(false);
        await TellAsync("PostgreSQL", sample, () => PostgresFill.RunAsync(server.ConnectionString, schema, sample)).ConfigureAwait(false);

        return new FilledStore(store, leases, sample) { Schema = schema };
    }

    private static async Task TellAsync(string name, StoreSample sample, Func<Task> fill)
    {
        var startedAt = Stopwatch.GetTimestamp();
        await fill().ConfigureAwait(false);
        await Console.Error.WriteLineAsync($"  {name} filled with {sample.Events:N0} events in {Stopwatch.GetElapsedTime(startedAt).TotalSeconds:N0} s").ConfigureAwait(false);
    }
}
