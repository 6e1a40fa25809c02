using FlexCore.Application.Journal;
using FlexCore.Persistence.Faults;
using Npgsql;

namespace FlexCore.Persistence.PostgreSql.Database;

/// <summary>The connections to the store's database. Thread-safe; at most a named number of callers read at the same time, further ones wait.</summary>
internal sealed class PostgresDatabase : IAsyncDisposable
{
    private readonly NpgsqlDataSource _source;
    private readonly SemaphoreSlim _readers;
    private volatile bool _closed;

    public PostgresDatabase(NpgsqlConnectionStringBuilder text, string location, int readersMax)
    {
        var builder = new NpgsqlDataSourceBuilder(text.ConnectionString);
        _source = text.Host?.Contains(',', StringComparison.Ordinal) == true ? builder.BuildMultiHost() : builder.Build();
        _readers = new SemaphoreSlim(readersMax, readersMax);
        Location = location;
    }

    /// <summary>Where it is, for messages.</summary>
    public string Location { get; }

    /// <summary>Opens a connection that its caller keeps: a writer, the listener.</summary>
    /// <exception cref="StoreException">The server cannot be reached or refuses.</exception>
    public async ValueTask<NpgsqlConnection> OpenAsync(CancellationToken cancellationToken)
    {
        RefuseClosed();
        try
        {
            return await _source.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception error) when (PostgresErrors.IsOurs(error))
        {
            throw PostgresErrors.Of(error, Location);
        }
    }

    /// <summary>Runs one statement on a pooled connection.</summary>
    /// <param name="sql">The statement, with parameters $1, $2 ….</param>
    /// <param name="parameters">Their values.</param>
    /// <param name="run">Executes it and takes the result.</param>
    /// <param name="mayRepeat">Whether running it twice does no harm: then a connection that broke while nobody used it is not its caller's trouble.</param>
    /// <param name="cancellationToken">Stops waiting, and the statement.</param>
    /// <exception cref="JournalException">The statement failed; the message says why.</exception>
    public async ValueTask<T> RunAsync<T>(
        string sql, IReadOnlyList<NpgsqlParameter> parameters, Func<NpgsqlCommand, Task<T>> run, bool mayRepeat, CancellationToken cancellationToken)
    {
        await _readers.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await ExecuteAsync(sql, parameters, run, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception error) when (mayRepeat && PostgresErrors.IsBrokenSession(error) && !PostgresErrors.IsTimeOut(error))
        {
            return await RunAtOnceAsync(sql, parameters, run, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception error) when (PostgresErrors.IsOurs(error))
        {
            throw PostgresErrors.Of(error, Location);
        }
        finally
        {
            _readers.Release();
        }
    }

    /// <summary>The same, once, without waiting behind other callers: for the few statements that help others on.</summary>
    public async ValueTask<T> RunAtOnceAsync<T>(
        string sql, IReadOnlyList<NpgsqlParameter> parameters, Func<NpgsqlCommand, Task<T>> run, CancellationToken cancellationToken)
    {
        try
        {
            return await ExecuteAsync(sql, parameters, run, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception error) when (PostgresErrors.IsOurs(error))
        {
            throw PostgresErrors.Of(error, Location);
        }
    }

    /// <summary>Runs one statement that gives rows, and that may run twice.</summary>
    public ValueTask<List<T>> QueryAsync<T>(
        string sql, IReadOnlyList<NpgsqlParameter> parameters, Func<NpgsqlDataReader, T> read, CancellationToken cancellationToken, bool mayRepeat = true) =>
        RunAsync(
            sql,
            parameters,
            async command =>
            {
                var rows = new List<T>();
                var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
                await using (reader.ConfigureAwait(false))
                {
                    while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
                    {
                        rows.Add(read(reader));
                    }

                    // A commit comes after the rows, and its errors with it.
                    await reader.NextResultAsync(cancellationToken).ConfigureAwait(false);
                }

                return rows;
            },
            mayRepeat,
            cancellationToken);

    /// <summary>Runs one statement that changes rows, once.</summary>
    /// <returns>How many.</returns>
    public ValueTask<int> ExecuteAsync(string sql, IReadOnlyList<NpgsqlParameter> parameters, CancellationToken cancellationToken) =>
        RunAsync(sql, parameters, command => command.ExecuteNonQueryAsync(cancellationToken), mayRepeat: false, cancellationToken);

    public ValueTask DisposeAsync()
    {
        _closed = true;
        return _source.DisposeAsync();
    }

    private async Task<T> ExecuteAsync<T>(
        string sql, IReadOnlyList<NpgsqlParameter> parameters, Func<NpgsqlCommand, Task<T>> run, CancellationToken cancellationToken)
    {
        var connection = await OpenAsync(cancellationToken).ConfigureAwait(false);
        await using (connection.ConfigureAwait(false))
        {
            var command = new NpgsqlCommand(sql, connection);
            await using (command.ConfigureAwait(false))
            {
                command.Parameters.AddRange(parameters.ToArray());
                try
                {
                    await command.PrepareAsync(cancellationToken).ConfigureAwait(false);
                    return await run(command).ConfigureAwait(false);
                }
                finally
                {
                    // A parameter belongs to one command at a time, and these may be used again.
                    command.Parameters.Clear();
                }
            }
        }
    }

    private void RefuseClosed()
    {
        if (_closed)
        {
            throw new StoreException(StoreFault.Stopped, Location, $"The store '{Location}' is closed. Nothing was written.");
        }
    }
}
