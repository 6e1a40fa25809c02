using System.Runtime.CompilerServices;
using FlexCore.Application.EventStreams;
using FlexCore.Domain;

namespace FlexCore.Application.Privacy.Sealing;

/// <summary>Readers of the feed who see personal values. Stateless and thread-safe.</summary>
/// <param name="inner">Reads the feed.</param>
/// <param name="personal">Opens.</param>
public sealed class PersonalEventTail(IEventTail inner, IPersonalReader personal) : IEventTail
{
    /// <inheritdoc/>
    public async ValueTask<FeedSlice> ReadAsync(SecurityContext security, EventFilter filter, FeedStart start, int limit, CancellationToken cancellationToken = default) =>
        await OpenAsync(await inner.ReadAsync(security, filter, start, limit, cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    public ValueTask<FeedSlice> OpenAsync(SecurityContext security, FeedStart start, CancellationToken cancellationToken = default) => inner.OpenAsync(security, start, cancellationToken);

    /// <inheritdoc/>
    public async IAsyncEnumerable<FeedSlice> FollowAsync(
        SecurityContext security, EventFilter filter, string cursor, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (var slice in inner.FollowAsync(security, filter, cursor, cancellationToken).ConfigureAwait(false))
        {
            yield return await OpenAsync(slice, cancellationToken).ConfigureAwait(false);
        }
    }

    private async ValueTask<FeedSlice> OpenAsync(FeedSlice slice, CancellationToken cancellationToken) =>
        slice with { Events = await personal.OpenAllAsync(slice.Events, cancellationToken).ConfigureAwait(false) };
}
