using System.IO.Pipelines;
using System.Text;

namespace FlexCore.Streams.Tests.Execution;

public sealed class StandardInputTests
{
    private const string Yaml = "{ name: pipe, source: stdin, steps: [ { parse: json }, { filter: n > 0 } ], sink: { file: out.ndjson } }";
    private static readonly TimeSpan Generous = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task A_drain_ends_a_run_whose_input_is_silent()
    {
        var pipe = new Pipe();
        using var harness = new PipelineHarness { StandardInput = new UncancellableStream(pipe.Reader.AsStream()) };
        await using var run = await harness.StartAsync(harness.Graph(Yaml));
        await pipe.Writer.WriteAsync(Encoding.UTF8.GetBytes("{\"n\":1}\n"));

        await run.DrainAsync().WaitAsync(Generous);

        run.Completion.IsCompletedSuccessfully.ShouldBeTrue();
        (await harness.Checkpoints.LoadAsync(PipelineHarness.Stream)).ShouldBeNull("standard input cannot be resumed, so there is no checkpoint to mislead anyone");
    }

    [Fact]
    public async Task An_abort_ends_a_run_whose_input_is_silent()
    {
        using var harness = new PipelineHarness { StandardInput = new UncancellableStream(new Pipe().Reader.AsStream()) };
        await using var run = await harness.StartAsync(harness.Graph(Yaml));

        await run.AbortAsync().WaitAsync(Generous);

        run.Completion.IsCanceled.ShouldBeTrue();
    }

    [Fact]
    public async Task Records_are_handed_on_as_they_arrive()
    {
        var pipe = new Pipe();
        var arrived = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var harness = new PipelineHarness { StandardInput = pipe.Reader.AsStream() };
        harness.SinkFactories.Add(new FlakySink { OnWrite = () => arrived.TrySetResult() });
        await using var run = await harness.StartAsync(harness.Graph("{ name: pipe, source: stdin, sink: { sqlite: { path: a, table: b } } }"));

        await pipe.Writer.WriteAsync(Encoding.UTF8.GetBytes("first\nsec"));

        await arrived.Task.WaitAsync(Generous);
        await pipe.Writer.WriteAsync(Encoding.UTF8.GetBytes("ond\n"));
        await pipe.Writer.CompleteAsync();
        await run.Completion.WaitAsync(Generous);
        run.Progress.RecordsOut.ShouldBe(2);
    }

    /// <summary>Behaves like a terminal: a read that has begun cannot be taken back.</summary>
    private sealed class UncancellableStream(Stream inner) : Stream
    {
        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            inner.ReadAsync(buffer, CancellationToken.None);

        public override int Read(byte[] buffer, int offset, int count) => inner.Read(buffer, offset, count);

        public override void Flush() => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
