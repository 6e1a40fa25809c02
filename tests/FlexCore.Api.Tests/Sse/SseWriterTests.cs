using System.IO.Pipelines;
using System.Text;
using System.Text.Json;
using FlexCore.Api.Sse;
using FlexCore.Testing.Time;

namespace FlexCore.Api.Tests.Sse;

public sealed class SseWriterTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly JsonSerializerOptions[] Forms = [new(), new() { WriteIndented = true, NewLine = "\n" }, new() { WriteIndented = true, NewLine = "\r\n" }];

    /// <summary>Whatever JSON comes, with whatever line ends between its tokens: a client finds one event with the same value, id and type.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(20261127)]
    public async Task Any_value_is_one_event_and_the_same_value(int seed)
    {
        var random = new Random(seed);
        var pipe = new Pipe(new PipeOptions(pauseWriterThreshold: 0));
        var writer = new SseWriter(pipe.Writer, Patience, TimeProvider.System);
        var expected = new List<(string Name, string Id, string Json)>();
        for (var i = 0; i < 200; i++)
        {
            var value = ValueOf(random, 3);
            var json = JsonSerializer.Serialize(value, Forms[random.Next(Forms.Length)]);
            var id = random.Next(2) == 0 ? (long?)null : random.NextInt64();
            var name = random.Next(2) == 0 ? "" : "record";
            writer.Event(Encoding.UTF8.GetBytes(json), id, Encoding.UTF8.GetBytes(name));
            expected.Add((name, id?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "", JsonSerializer.Serialize(value)));
            if (random.Next(5) == 0)
            {
                writer.Comment("heartbeat"u8);
            }
        }

        await writer.FlushAsync(CancellationToken.None);
        await pipe.Writer.CompleteAsync();
        using var reader = new StreamReader(pipe.Reader.AsStream());
        Events(await reader.ReadToEndAsync()).ShouldBe(expected, $"seed {seed}");
    }

    [Fact]
    public async Task An_id_alone_ends_with_an_empty_line_and_is_no_event()
    {
        var pipe = new Pipe();
        var writer = new SseWriter(pipe.Writer, Patience, TimeProvider.System);
        writer.Id("7:3,9:1");
        writer.End();
        await writer.FlushAsync(CancellationToken.None);
        await pipe.Writer.CompleteAsync();

        using var reader = new StreamReader(pipe.Reader.AsStream());
        (await reader.ReadToEndAsync()).ShouldBe("id: 7:3,9:1\n\n");
    }

    [Fact]
    public async Task Small_events_wait_for_each_other_and_large_ones_for_the_client()
    {
        var pipe = new Pipe(new PipeOptions(pauseWriterThreshold: 1, resumeWriterThreshold: 1));
        var writer = new SseWriter(pipe.Writer, Patience, TimeProvider.System);
        writer.Event("1"u8);
        var small = writer.FlushIfFullAsync(CancellationToken.None);
        small.IsCompletedSuccessfully.ShouldBeTrue("nothing is sent yet");
        pipe.Reader.TryRead(out _).ShouldBeFalse();

        writer.Event(new byte[SseWriter.UnflushedMax]);
        var large = writer.FlushIfFullAsync(CancellationToken.None).AsTask();
        large.IsCompleted.ShouldBeFalse("the client has to read first");
        var read = await pipe.Reader.ReadAsync();
        pipe.Reader.AdvanceTo(read.Buffer.End);
        await large.WaitAsync(Patience);
    }

    [Fact]
    public async Task A_client_that_does_not_read_in_time_is_slow_and_not_before()
    {
        var clock = new ManualClock();
        var pipe = new Pipe(new PipeOptions(pauseWriterThreshold: 1, resumeWriterThreshold: 1));
        var writer = new SseWriter(pipe.Writer, TimeSpan.FromSeconds(30), clock);
        writer.Event("1"u8);
        var flush = writer.FlushAsync(CancellationToken.None).AsTask();
        await clock.WhenTimersArmedAsync(1).WaitAsync(Patience);
        clock.Advance(TimeSpan.FromSeconds(29));
        flush.IsCompleted.ShouldBeFalse();
        clock.Advance(TimeSpan.FromSeconds(1));

        (await Should.ThrowAsync<SlowClientException>(() => flush)).Message.ShouldBe("The client did not read for 30000 ms.");
    }

    [Fact]
    public async Task A_client_that_has_gone_ends_the_writer()
    {
        var pipe = new Pipe();
        var writer = new SseWriter(pipe.Writer, Patience, TimeProvider.System);
        await pipe.Reader.CompleteAsync();
        writer.Event("1"u8);

        await Should.ThrowAsync<OperationCanceledException>(async () => await writer.FlushAsync(CancellationToken.None));
    }

    private static List<(string Name, string Id, string Json)> Events(string text)
    {
        var events = new List<(string, string, string)>();
        foreach (var block in text.Split("\n\n", StringSplitOptions.RemoveEmptyEntries))
        {
            var fields = block.Split('\n').Select(line => line.Split(": ", 2)).Where(parts => parts[0].Length > 0).ToDictionary(parts => parts[0], parts => parts[1]);
            if (fields.TryGetValue("data", out var data))
            {
                using var document = JsonDocument.Parse(data);
                events.Add((fields.GetValueOrDefault("event", ""), fields.GetValueOrDefault("id", ""), JsonSerializer.Serialize(document.RootElement)));
            }
        }

        return events;
    }

    private static object? ValueOf(Random random, int depth) => random.Next(depth > 0 ? 6 : 4) switch
    {
        0 => null,
        1 => random.Next(),
        2 => "line\nfeed \r and : colon ü 🙂",
        3 => random.Next(2) == 0,
        4 => Enumerable.Range(0, random.Next(4)).Select(_ => ValueOf(random, depth - 1)).ToList(),
        _ => Enumerable.Range(0, random.Next(4)).ToDictionary(i => $"k{i}\n", _ => ValueOf(random, depth - 1)),
    };
}
