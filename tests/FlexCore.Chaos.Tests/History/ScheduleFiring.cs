using System.Globalization;
using System.Text.Json;

namespace FlexCore.Chaos.Tests.History;

/// <summary>What a firing of a schedule left in its topic.</summary>
/// <param name="Schedule">The schedule.</param>
/// <param name="Number">The firing's number.</param>
/// <param name="Due">The due time, as a second since 1970.</param>
internal sealed record ScheduleFiring(string Schedule, long Number, long Due)
{
    public static ScheduleFiring Parse(JsonElement row) => new(
        row.GetProperty("schedule").GetString() ?? "", row.GetProperty("firing").GetInt64(),
        DateTimeOffset.Parse(row.GetProperty("due").GetString() ?? "", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal).ToUnixTimeSeconds());
}
