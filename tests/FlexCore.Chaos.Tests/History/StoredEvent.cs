using System.Text.Json;

namespace FlexCore.Chaos.Tests.History;

/// <summary>An event of a stream as an answer shows it.</summary>
/// <param name="Stream">The stream.</param>
/// <param name="Version">Its version.</param>
/// <param name="Id">The id that its writer gave it.</param>
internal sealed record StoredEvent(string Stream, long Version, RecordId Id)
{
    /// <summary>The events of an answer.</summary>
    public static IReadOnlyList<StoredEvent> Of(string answer) =>
    [
        .. JsonElement.Parse(answer).GetProperty("events").EnumerateArray().Select(static one => new StoredEvent(
            one.GetProperty("key").GetString() ?? "", one.GetProperty("version").GetInt64(), RecordId.Parse(one.GetProperty("data").GetProperty("id").GetString() ?? ""))),
    ];
}
