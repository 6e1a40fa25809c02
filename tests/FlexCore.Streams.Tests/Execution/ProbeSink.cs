using System.Buffers;
using System.Text;
using FlexCore.Streams.Definition;
using FlexCore.Streams.Records;
using FlexCore.Streams.Sinks;
using FlexCore.Streams.Writing;
using FlexCore.Testing.Probes;

namespace FlexCore.Streams.Tests.Execution;

/// <summary>Takes the place of tables: hands every row, as a line of JSON, to the test.</summary>
internal sealed class ProbeSink : IRecordSinkFactory
{
    /// <summary>The rows.</summary>
    public Probe<string> Rows { get; } = new();

    public IRecordSink? Create(SinkDefinition definition, RecordLayout layout) =>
        definition is SqliteSinkDefinition ? new Sink(Rows, new NdjsonRecordWriter(layout)) : null;

    private sealed class Sink(Probe<string> rows, NdjsonRecordWriter writer) : IRecordSink
    {
        private readonly ArrayBufferWriter<byte> _text = new();

        public ValueTask OpenAsync(SinkStart start, CancellationToken cancellationToken) => default;

        public ValueTask WriteAsync(RecordBatch batch, CancellationToken cancellationToken)
        {
            foreach (var row in batch.Selection)
            {
                _text.ResetWrittenCount();
                writer.Write(batch.Row(row), _text);
                rows.Add(Encoding.UTF8.GetString(_text.WrittenSpan.TrimEnd((byte)'\n')));
            }

            return default;
        }

        public ValueTask PrepareAsync(IBufferWriter<byte> state, CancellationToken cancellationToken) => default;

        public ValueTask CompleteAsync(CancellationToken cancellationToken) => default;

        public ValueTask DisposeAsync() => default;
    }
}
