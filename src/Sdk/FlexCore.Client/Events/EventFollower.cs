using System.Runtime.CompilerServices;
using FlexCore.Client.Problems;
using FlexCore.Client.Transport;

namespace FlexCore.Client.Events;

/// <summary>Follows an event stream for ever: a connection that breaks or falls silent is opened anew behind the last id. One follower per call.</summary>
internal static class EventFollower
{
    /// <summary>Follows a stream until the caller stops or the node refuses.</summary>
    /// <param name="channel">The node.</param>
    /// <param name="path">The stream's path.</param>
    /// <param name="lastId">The last id seen, or <see langword="null"/>.</param>
    /// <param name="cancellationToken">Stops following.</param>
    /// <exception cref="NodeException">The node refuses, or cannot be reached for the configured number of attempts in a row.</exception>
    public static async IAsyncEnumerable<ServerEvent> FollowAsync(
        NodeChannel channel, string path, string? lastId, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var (failures, endings) = (0, 0);
        while (true)
        {
            var connection = await ConnectAsync(channel, path, lastId, failures, cancellationToken).ConfigureAwait(false);
            if (connection is null)
            {
                failures++;
                continue;
            }

            // A node that answers is there, however little happens on it.
            failures = 0;
            using (connection)
            {
                while (await connection.NextAsync(cancellationToken).ConfigureAwait(false) is { } next)
                {
                    endings = 0;
                    yield return next;
                }

                lastId = connection.LastId ?? lastId;
            }

            // The node ended the stream or it broke: not a failure yet, but never a busy loop.
            endings++;
            await Task.Delay(channel.DelayAfter(endings), channel.Options.Clock, cancellationToken).ConfigureAwait(false);
        }
    }

    private static async Task<EventConnection?> ConnectAsync(NodeChannel channel, string path, string? lastId, int failures, CancellationToken cancellationToken)
    {
        try
        {
            var response = await channel.OpenAsync(path, lastId, cancellationToken).ConfigureAwait(false);
            return await EventConnection.OpenAsync(response, channel.Options, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception error) when (error is NodeUnavailableException or NodeBusyException && failures + 1 < channel.Options.Attempts)
        {
            await Task.Delay(channel.DelayAfter(failures + 1), channel.Options.Clock, cancellationToken).ConfigureAwait(false);
            return null;
        }
    }
}
