using FlexCore.Application.Journal;
using FlexCore.Persistence.PostgreSql.Database;
using Microsoft.Extensions.Logging;

namespace FlexCore.Persistence.PostgreSql.Hints;

/// <summary>Tells other nodes that this one has committed: after the commit, on a connection of its own, at most once in 20 ms, and not at all while idle.</summary>
/// <remarks>A notification inside an append would make all commits of the database wait for each other. Losing one costs time only.</remarks>
internal sealed partial class HintSender(PostgresDatabase database, string channel, string sender, TimeProvider time, ILogger logger)
{
    private static readonly TimeSpan _pause = TimeSpan.FromMilliseconds(20);

    private readonly ILogger _logger = logger;
    private readonly Wake _dirty = new();

    public void Committed() => _dirty.Set();

    public async Task RunAsync(CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                await _dirty.WaitAsync(stopping).ConfigureAwait(false);
                await database.RunAtOnceAsync(
                    "SELECT pg_notify($1, $2)", [Parameter.Of(channel), Parameter.Of(sender)], command => command.ExecuteNonQueryAsync(stopping), stopping).ConfigureAwait(false);
                await Task.Delay(_pause, time, stopping).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                return;
            }
            catch (JournalException error)
            {
                LogNotSent(error);
            }
        }
    }
}
