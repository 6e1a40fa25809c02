using System.Runtime.CompilerServices;
using FlexCore.Client.Problems;
using FlexCore.Client.Transport;

namespace FlexCore.Client.Events;

/// <summary>Follows an event stream for ever: a connection that breaks or falls silent is opened anew behind the last id, at another node when this one fails. One follower per call.</summary>
internal static class EventFollower
{
    /// <summary>Follows a stream until the caller stops or the node refuses.</summary>
    /// <param name="channel">The nodes.</param>
    /// <param name="path">The stream's path.</param>
    /// <param name="lastId">The last id seen, or <see langword="null"/>.</param>
    /// <param name="cancellationToken">Stops following.</param>
    /// <exception cref="NodeException">A node refuses, or none can be reached for the configured number of attempts in a row.</exception>
    public static async IAsyncEnumerable<ServerEvent> FollowAsync(
        NodeChannel channel, string path, string? lastId, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // A node that answers is there, however little happens on it: attempts count anew with each connection.
        for (var endings = 0; ;)
        {
            var opened = await channel.OpenAsync(path, lastId, cancellationToken).ConfigureAwait(false);
            using (var connection = await EventConnection.OpenAsync(opened.Response, channel.Options, cancellationToken).ConfigureAwait(false))
            {
                while (await connection.NextAsync(cancellationToken).ConfigureAwait(false) is { } next)
                {
                    endings = 0;
                    yield return next;
                }

                lastId = connection.LastId ?? lastId;
                if (connection.FellSilent)
                {
                    // It may still take connections, and be silent on each of them.
                    channel.Leave(opened.Node);
                }
            }

            // The node ended the stream or it broke: not a failure yet, but never a busy loop.
            endings++;
            await Task.Delay(channel.DelayAfter(endings), channel.Options.Clock, cancellationToken).ConfigureAwait(false);
        }
    }
}
