using FlexCore.Application.Journal;
using FlexCore.Persistence.Faults;
using FlexCore.Persistence.PostgreSql.Database;
using FlexCore.Persistence.PostgreSql.Settings;

namespace FlexCore.Persistence.PostgreSql.Writing;

/// <summary>Keeps one writer's session open: opens it again after a failure, waits a bounded time for a database that is away, and ends what an old session may still be doing.</summary>
/// <remarks>Used by one writer alone.</remarks>
internal sealed class WriterLink(PostgresDatabase database, TimeSpan patience, TimeProvider time)
{
    private static readonly TimeSpan _pauseMin = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan _pauseMax = TimeSpan.FromSeconds(1);

    // Waits for the process to be gone; no row when it already is.
    private const string SettleSql = """
        SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity
        WHERE pid = $1 AND datname = current_database() AND usename = current_user AND application_name = $2
        """;

    private WriterSession? _session;
    private int? _unsettled;
    private long? _awaySince;

    /// <summary>Gives the open session, or opens one.</summary>
    /// <exception cref="JournalException">The database is away for longer than the patience, or refuses. Nothing was written.</exception>
    public async ValueTask<WriterSession> GetAsync()
    {
        if (_session is { } open)
        {
            return open;
        }

        for (var pause = _pauseMin; ; pause = pause * 2 < _pauseMax ? pause * 2 : _pauseMax)
        {
            try
            {
                var session = await OpenAsync().ConfigureAwait(false);
                (_session, _awaySince) = (session, null);
                return session;
            }
            catch (StoreException error) when (error.Fault == StoreFault.Unavailable)
            {
                _awaySince ??= time.GetTimestamp();
                if (time.GetElapsedTime(_awaySince.Value) >= patience)
                {
                    throw;
                }

                await Task.Delay(pause, time).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Gives the session up after a failure.</summary>
    /// <param name="outcomeIsOpen">Whether its last statement may still commit.</param>
    public async ValueTask DropAsync(bool outcomeIsOpen)
    {
        if (_session is { } session)
        {
            _session = null;
            _unsettled = outcomeIsOpen ? session.ProcessId : _unsettled;
            await session.DisposeAsync().ConfigureAwait(false);
        }
    }

    /// <summary>Closes the session.</summary>
    public ValueTask CloseAsync() => DropAsync(outcomeIsOpen: false);

    private async ValueTask<WriterSession> OpenAsync()
    {
        if (_unsettled is { } processId)
        {
            await SettleAsync(processId).ConfigureAwait(false);
            _unsettled = null;
        }

        return await WriterSession.OpenAsync(database).ConfigureAwait(false);
    }

    // After this the old statement has either committed or never will, so that what is read next is the truth.
    private async ValueTask SettleAsync(int processId)
    {
        var gone = await database.RunAtOnceAsync(
            SettleSql,
            [Parameter.Of(processId), Parameter.Of(ConnectionText.ApplicationName)],
            static command => command.ExecuteScalarAsync(),
            CancellationToken.None).ConfigureAwait(false);
        if (gone is false)
        {
            throw new StoreException(
                StoreFault.Unavailable, database.Location, $"An old session of this node (process {processId} of the server of '{database.Location}') does not end. It is tried again.");
        }
    }
}
