using System.Globalization;
using System.Text.Json;
using FlexCore.Chaos.Tests.History;
using FlexCore.Chaos.Tests.Servers;

namespace FlexCore.Chaos.Tests.Workload;

/// <summary>Reads a whole topic over HTTP.</summary>
internal static class TopicContent
{
    private const int Page = 500;

    /// <summary>The records of a topic in its order, read at a node; retried while it cannot answer.</summary>
    public static async Task<IReadOnlyList<RecordId>> ReadAsync(ChaosNode node, string topic)
    {
        var seen = new List<RecordId>();
        while (true)
        {
            var text = "";
            await RealTime.UntilAsync($"topic {topic} can be read at {node.Name}", TimeSpan.FromSeconds(60), async () =>
            {
                var path = string.Create(CultureInfo.InvariantCulture, $"/api/v1/topics/{topic}/records?after={seen.Count}&limit={Page}");
                var answer = await node.TryGetAsync(path);
                text = answer ?? "";
                return answer is null ? "no good answer" : null;
            });
            if (text.Length == 0)
            {
                return seen;
            }

            seen.AddRange(text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(IdOf));
        }
    }

    private static RecordId IdOf(string line)
    {
        using var json = JsonDocument.Parse(line);
        return RecordId.Parse(json.RootElement.GetProperty("value").GetProperty("id").GetString() ?? throw new InvalidDataException($"A record has no id: {line}"));
    }
}
