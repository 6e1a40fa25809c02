using System.IO.Pipelines;
using FlexCore.Streams.Sources;

namespace FlexCore.Streams.Tests.Sources;

public class InterruptibleStreamTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Pipe _pipe = new();

    [Fact]
    public async Task A_wait_for_input_can_be_cancelled_and_no_byte_is_lost()
    {
        await using var stream = new InterruptibleStream(_pipe.Reader.AsStream());
        using var cancel = new CancellationTokenSource();
        var buffer = new byte[10];
        var waiting = stream.ReadAsync(buffer, cancel.Token).AsTask();
        await cancel.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(waiting.WaitAsync(Patience));

        await _pipe.Writer.WriteAsync("abc"u8.ToArray());

        (await stream.ReadAsync(buffer).AsTask().WaitAsync(Patience)).ShouldBe(3);
        buffer.AsSpan(0, 3).SequenceEqual("abc"u8).ShouldBeTrue();
    }

    [Fact]
    public async Task Small_reads_get_everything_in_order()
    {
        await using var stream = new InterruptibleStream(new MemoryStream("hello world"u8.ToArray()));
        var text = string.Empty;
        var buffer = new byte[4];
        for (var read = await stream.ReadAsync(buffer); read > 0; read = await stream.ReadAsync(buffer))
        {
            text += System.Text.Encoding.UTF8.GetString(buffer, 0, read);
        }

        text.ShouldBe("hello world");
    }

    [Fact]
    public async Task The_end_stays_the_end()
    {
        await using var stream = new InterruptibleStream(new MemoryStream());

        (await stream.ReadAsync(new byte[1])).ShouldBe(0);
        (await stream.ReadAsync(new byte[1])).ShouldBe(0);
    }
}
