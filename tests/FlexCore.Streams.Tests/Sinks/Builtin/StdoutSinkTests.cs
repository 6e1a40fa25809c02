using System.Buffers;
using System.Text;
using FlexCore.Application.Streams;
using FlexCore.Streams.Definition;
using FlexCore.Streams.Records;
using FlexCore.Streams.Sinks;
using FlexCore.Streams.Sinks.Builtin;
using FlexCore.Streams.Tests.Execution;
using FlexCore.Streams.Values;

namespace FlexCore.Streams.Tests.Sinks.Builtin;

public sealed class StdoutSinkTests : IDisposable
{
    private static readonly RecordLayout Layout = new([new FieldSlot("n", 0)]);

    private readonly MemoryStream _output = new();

    private string Written => Encoding.UTF8.GetString(_output.ToArray());

    public void Dispose() => _output.Dispose();

    [Fact]
    public async Task Every_batch_is_visible_at_once_because_someone_waits_for_it()
    {
        await using var sink = await OpenAsync(_output, null);

        await WriteAsync(sink, 1);
        Written.ShouldBe("n\n1\n");

        await WriteAsync(sink, 2, 3);
        Written.ShouldBe("n\n1\n2\n3\n");
    }

    [Fact]
    public async Task The_head_is_written_once_also_after_a_restart()
    {
        byte[] state;
        await using (var first = await OpenAsync(_output, null))
        {
            await WriteAsync(first, 1);
            state = await PrepareAsync(first);
        }

        await using var second = await OpenAsync(_output, state);
        await WriteAsync(second, 2);
        await second.CompleteAsync(CancellationToken.None);

        Written.ShouldBe("n\n1\n2\n");
    }

    [Fact]
    public async Task An_empty_result_has_its_head_and_the_output_stays_open()
    {
        await using (var sink = await OpenAsync(_output, null))
        {
            await sink.CompleteAsync(CancellationToken.None);
        }

        _output.CanWrite.ShouldBeTrue();
        Written.ShouldBe("n\n");
    }

    [Fact]
    public async Task A_reader_that_went_away_is_reported()
    {
        await using var full = new FileStream("/dev/full", FileMode.Open, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
        await using var sink = await OpenAsync(full, null);

        var error = await Should.ThrowAsync<StreamException>(() => WriteAsync(sink, 1));

        error.Code.ShouldBe("sink-closed");
        error.Message.ShouldStartWith("Standard output cannot be written: ");
        error.Message.ShouldEndWith("The reader may have ended.");
    }

    [Theory]
    [InlineData("")]
    [InlineData("09")]
    [InlineData("01")]
    public async Task A_damaged_state_is_refused(string hex)
    {
        (await Should.ThrowAsync<StreamException>(() => OpenAsync(_output, Convert.FromHexString(hex)))).Code.ShouldStartWith("checkpoint-");
    }

    private static async Task<StdoutSink> OpenAsync(Stream output, byte[]? state)
    {
        var sink = new StdoutSink(output, RecordWriters.Create(RecordFormat.Csv, Layout));
        await sink.OpenAsync(new SinkStart(PipelineHarness.Stream, "run", state is null ? (ReadOnlyMemory<byte>?)null : state.AsMemory()), CancellationToken.None);
        return sink;
    }

    private static async Task WriteAsync(StdoutSink sink, params int[] numbers)
    {
        var batch = new RecordBatch(1);
        foreach (var number in numbers)
        {
            batch.Add(0)[0] = Value.Number(number);
        }

        await sink.WriteAsync(batch, CancellationToken.None);
    }

    private static async Task<byte[]> PrepareAsync(StdoutSink sink)
    {
        var state = new ArrayBufferWriter<byte>();
        await sink.PrepareAsync(state, CancellationToken.None);
        return state.WrittenSpan.ToArray();
    }
}
