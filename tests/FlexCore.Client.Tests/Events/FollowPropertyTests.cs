using System.Text;
using FlexCore.Client.Calls;

namespace FlexCore.Client.Tests.Events;

/// <summary>
/// A node that numbers its events, sends them in pieces and breaks connections anywhere: a follower sees each event once and in order, because it resumes
/// behind the last one that came whole.
/// </summary>
public sealed class FollowPropertyTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(20261127)]
    public async Task Every_event_comes_once_and_in_order_wherever_the_connection_breaks(int seed)
    {
        var random = new Random(seed);
        const int count = 40;
        var events = Enumerable.Range(1, count).Select(number => Write(random, number)).ToList();
        using var harness = new ClientHarness();
        Connect(harness.Node, events, random);

        var taken = new List<(string Type, string Data, string? Id)>();
        await foreach (var next in harness.Client.Topics.FollowAsync("t", FollowStart.Beginning))
        {
            taken.Add((next.Type, next.Data, next.Id));
            if (taken.Count == count)
            {
                break;
            }
        }

        taken.ShouldBe(events.Select(written => (written.Type, written.Data, (string?)$"{written.Number}")), $"seed {seed}, {harness.Node.Seen.Count} connections");
        harness.Node.Seen.Count.ShouldBeGreaterThan(1, "the property is about broken connections");
    }

    // One step for each connection: it goes on behind the id that the client names, and breaks after a random number of bytes.
    private static void Connect(ScriptedNode node, List<WrittenEvent> events, Random random) => node.Does((request, _) =>
    {
        var last = request.Headers.TryGetValues("Last-Event-ID", out var ids) ? int.Parse(ids.Single(), System.Globalization.CultureInfo.InvariantCulture) : 0;
        var bytes = Encoding.UTF8.GetBytes(": connected\n\n" + string.Concat(events.Skip(last).Select(written => written.Text)));
        var end = last > 0 && random.Next(4) == 0 ? bytes.Length : random.Next(Math.Min(bytes.Length, 400));
        Connect(node, events, random);
        Exception? fault = random.Next(2) == 0 ? new IOException("The connection was reset.") : null;
        var content = new StreamContent(new DribblingStream(bytes[..end], random, fault));
        content.Headers.ContentType = new("text/event-stream");
        return Task.FromResult(new HttpResponseMessage { Content = content });
    });

    private static WrittenEvent Write(Random random, int number)
    {
        var line = random.Next(3) switch { 0 => "\n", 1 => "\r\n", _ => "\r" };
        var type = random.Next(2) == 0 ? "message" : "record";
        string[] data = [.. Enumerable.Range(0, random.Next(1, 4)).Select(_ => DataOf(random))];
        var text = new StringBuilder();
        text.Append(random.Next(3) == 0 ? ": a comment: with a colon" + line : "");
        text.Append(type == "message" ? "" : $"event: {type}{line}").Append($"id: {number}{line}");
        foreach (var part in data)
        {
            text.Append(random.Next(2) == 0 || part.StartsWith(' ') ? "data: " : "data:").Append(part).Append(line);
        }

        return new WrittenEvent(number, type, string.Join('\n', data), text.Append(random.Next(3) == 0 ? "retry: 5" + line : "").Append(line).ToString());
    }

    private static string DataOf(Random random) => random.Next(5) switch
    {
        0 => "",
        1 => " two blanks lead",
        2 => "größe: 雪 🙂",
        3 => "{\"id\":\"not: an id\"}",
        _ => new string('x', random.Next(60)),
    };

    private sealed record WrittenEvent(int Number, string Type, string Data, string Text);
}
