using FlexCore.Client.Events;
using FlexCore.Client.Problems;

namespace FlexCore.Client.Tests.Events;

public sealed class ServerEventReaderTests
{
    [Theory]
    [InlineData("data: a\n\n", "message|a|")]
    [InlineData("data:a\n\n", "message|a|")]
    [InlineData("data:  a\n\n", "message| a|")]
    [InlineData("data: a\ndata: b\n\n", "message|a\nb|")]
    [InlineData("data\n\n", "message||")]
    [InlineData("event: x\nid: 7\ndata: a\n\n", "x|a|7")]
    [InlineData(": comment\nretry: 10\nother: y\ndata: a\n\n", "message|a|")]
    [InlineData("data: a\r\n\r\n", "message|a|")]
    [InlineData("id: 1\ndata: a\n\ndata: b\n\n", "message|a|1;message|b|1")]
    [InlineData("id: 1\ndata: a\n\nid\ndata: b\n\n", "message|a|1;message|b|")]
    [InlineData("event: x\n\ndata: a\n\n", "message|a|")]
    [InlineData("\n\n\n", "")]
    [InlineData("data: cut off", "")]
    public async Task The_format_is_read_as_the_standard_says(string text, string expected)
    {
        using var source = new StringReader(text);
        var reader = new ServerEventReader(source);
        var events = new List<string>();
        while (await reader.ReadAsync(() => { }, CancellationToken.None) is { } next)
        {
            events.Add($"{next.Type}|{next.Data}|{next.Id}");
        }

        string.Join(';', events).ShouldBe(expected);
    }

    [Fact]
    public async Task An_id_counts_only_with_its_whole_event()
    {
        using var source = new StringReader("id: 1\ndata: a\n\nid: 2\ndata: cut off");
        var reader = new ServerEventReader(source);
        await reader.ReadAsync(() => { }, CancellationToken.None);
        (await reader.ReadAsync(() => { }, CancellationToken.None)).ShouldBeNull();

        reader.LastId.ShouldBe("1");
    }

    [Fact]
    public async Task An_id_may_come_without_data()
    {
        using var source = new StringReader("id: 5\n\n");
        var reader = new ServerEventReader(source);
        (await reader.ReadAsync(() => { }, CancellationToken.None)).ShouldBeNull();

        reader.LastId.ShouldBe("5");
    }

    [Fact]
    public async Task Every_line_is_a_sign_of_life()
    {
        using var source = new StringReader(": heartbeat\n: heartbeat\n\ndata: a\n\n");
        var lines = 0;

        await new ServerEventReader(source).ReadAsync(() => lines++, CancellationToken.None);

        lines.ShouldBe(5);
    }

    [Fact]
    public async Task An_event_beyond_the_bound_is_refused()
    {
        var line = "data: " + new string('x', 1 << 20) + "\n";
        using var source = new StringReader(string.Concat(Enumerable.Repeat(line, 17)));

        await Should.ThrowAsync<NodeForeignException>(async () => await new ServerEventReader(source).ReadAsync(() => { }, CancellationToken.None));
    }
}
