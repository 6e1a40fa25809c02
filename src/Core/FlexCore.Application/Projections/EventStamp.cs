using System.Globalization;

namespace FlexCore.Application.Projections;

/// <summary>Orders events of different streams by what they say themselves: time, then stream and version. The texts compare as the events do.</summary>
internal static class EventStamp
{
    public static string Of(ProjectedEvent happened) =>
        string.Create(CultureInfo.InvariantCulture, $"{happened.Time.UtcTicks:D19}/{happened.Stream.StreamId}/{happened.Version:D19}");
}
