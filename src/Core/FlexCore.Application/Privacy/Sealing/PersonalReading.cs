using FlexCore.Application.EventStreams;

namespace FlexCore.Application.Privacy.Sealing;

/// <summary>Opens sealed values of many events.</summary>
public static class PersonalReading
{
    /// <summary>Opens the values of events, in their order.</summary>
    /// <param name="reader">The reader.</param>
    /// <param name="events">The events as the log has them.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public static async ValueTask<IReadOnlyList<RecordedEvent>> OpenAllAsync(this IPersonalReader reader, IReadOnlyList<RecordedEvent> events, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(reader);
        ArgumentNullException.ThrowIfNull(events);
        RecordedEvent[]? opened = null;
        for (var i = 0; i < events.Count; i++)
        {
            var one = await reader.OpenAsync(events[i], cancellationToken).ConfigureAwait(false);
            if (!ReferenceEquals(one, events[i]))
            {
                (opened ??= [.. events])[i] = one;
            }
        }

        return opened ?? events;
    }
}
