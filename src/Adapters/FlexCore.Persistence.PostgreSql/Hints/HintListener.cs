using FlexCore.Application.Journal;
using FlexCore.Persistence.PostgreSql.Database;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace FlexCore.Persistence.PostgreSql.Hints;

/// <summary>Keeps a connection on which other nodes' hints arrive, and opens it again when it breaks.</summary>
/// <remarks>Runs in one task. <see cref="IsUp"/> may be read from anywhere; a broken connection may look up for some seconds, which only makes the poller slower.</remarks>
internal sealed partial class HintListener(PostgresDatabase database, string channel, string self, Action onHint, TimeProvider time, ILogger logger)
{
    private static readonly TimeSpan _pause = TimeSpan.FromSeconds(1);

    private readonly ILogger _logger = logger;
    private volatile bool _isUp;

    public bool IsUp => _isUp;

    public async Task RunAsync(CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                await ListenAsync(stopping).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                return;
            }
            catch (Exception error) when (error is JournalException || PostgresErrors.IsOurs(error))
            {
                LogLost(error);
                _isUp = false;
                await Task.Delay(_pause, time, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task ListenAsync(CancellationToken stopping)
    {
        var connection = await database.OpenAsync(stopping).ConfigureAwait(false);
        await using (connection.ConfigureAwait(false))
        {
            connection.Notification += OnNotification;
            var listen = new NpgsqlCommand($"LISTEN {channel}", connection);
            await using (listen.ConfigureAwait(false))
            {
                await listen.ExecuteNonQueryAsync(stopping).ConfigureAwait(false);
            }

            _isUp = true;

            // Whatever was committed while nobody listened.
            onHint();
            while (true)
            {
                await connection.WaitAsync(stopping).ConfigureAwait(false);
            }
        }
    }

    private void OnNotification(object sender, NpgsqlNotificationEventArgs notification)
    {
        if (!string.Equals(notification.Payload, self, StringComparison.Ordinal))
        {
            onHint();
        }
    }
}
