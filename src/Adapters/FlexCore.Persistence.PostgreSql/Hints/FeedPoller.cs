using FlexCore.Application.Journal;
using FlexCore.Persistence.PostgreSql.Reading;
using FlexCore.Persistence.PostgreSql.State;
using Microsoft.Extensions.Logging;

namespace FlexCore.Persistence.PostgreSql.Hints;

/// <summary>Looks for events of other nodes while somebody waits for them: at a hint, and in any case after an interval. One look serves all waiters.</summary>
/// <remarks>Concurrency: <see cref="Hint"/> from any thread; the rest in the one task of <see cref="RunAsync"/>.</remarks>
internal sealed partial class FeedPoller(FeedReader reader, FeedEnds ends, Func<TimeSpan> interval, TimeProvider time, ILogger logger)
{
    private readonly ILogger _logger = logger;
    private readonly Wake _hinted = new();

    /// <summary>Says that another node has committed.</summary>
    public void Hint() => _hinted.Set();

    public async Task RunAsync(CancellationToken stopping)
    {
        var failed = false;
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                await ends.WhenWatchedAsync(stopping).ConfigureAwait(false);
                await _hinted.WaitAsync(interval(), time, stopping).ConfigureAwait(false);
                await reader.RefreshAsync(stopping).ConfigureAwait(false);
                failed = false;
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                return;
            }
            catch (JournalException error)
            {
                // An outage costs waiters time and nothing else: the next look finds everything. It is logged once.
                if (!failed)
                {
                    LogFailed(error);
                }

                failed = true;
            }
        }
    }
}
