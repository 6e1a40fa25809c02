using System.Globalization;
using System.Text.Json;
using FlexCore.Chaos.Tests.History;
using FlexCore.Chaos.Tests.Servers;

namespace FlexCore.Chaos.Tests.Workload;

/// <summary>Reads a whole topic over HTTP.</summary>
internal static class TopicContent
{
    private const int Page = 500;

    /// <summary>The ids of a topic's records in its order, read at a node; retried while it cannot answer.</summary>
    public static async Task<IReadOnlyList<RecordId>> ReadAsync(ChaosNode node, string topic) => [.. (await ReadRowsAsync(node, topic)).Select(IdOf)];

    /// <summary>The records of a topic in its order, read at a node; retried while it cannot answer.</summary>
    /// <param name="node">Who is asked.</param>
    /// <param name="topic">The topic.</param>
    /// <param name="after">How many records are known already.</param>
    public static async Task<IReadOnlyList<JsonElement>> ReadRowsAsync(ChaosNode node, string topic, int after = 0)
    {
        var seen = new List<JsonElement>();
        while (true)
        {
            var text = "";
            await RealTime.UntilAsync($"topic {topic} can be read at {node.Name}", RealTime.Patience, async () =>
            {
                var answer = await node.TryGetAsync(PathOf(topic, after + seen.Count));
                text = answer ?? "";
                return answer is null ? "no good answer" : null;
            });
            if (text.Length == 0)
            {
                return seen;
            }

            seen.AddRange(Rows(text));
        }
    }

    /// <summary>Where the next records of a topic are read.</summary>
    public static string PathOf(string topic, int after) => string.Create(CultureInfo.InvariantCulture, $"/api/v1/topics/{topic}/records?after={after}&limit={Page}");

    /// <summary>The records of an answer.</summary>
    public static IEnumerable<JsonElement> Rows(string answer) => answer.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(static line => JsonElement.Parse(line).GetProperty("value"));

    /// <summary>The id that its writer gave a record.</summary>
    public static RecordId IdOf(JsonElement row) => RecordId.Parse(row.GetProperty("id").GetString() ?? throw new InvalidDataException($"A record has no id: {row}"));
}
