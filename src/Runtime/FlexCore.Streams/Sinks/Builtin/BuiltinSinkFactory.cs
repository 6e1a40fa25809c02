using FlexCore.Streams.Definition;
using FlexCore.Streams.Http;
using FlexCore.Streams.Records;
using FlexCore.Streams.Sinks.Http;
using FlexCore.Streams.Sinks.Topics;

namespace FlexCore.Streams.Sinks.Builtin;

/// <summary>Makes the sinks that need nothing but files, streams and services of the run.</summary>
/// <param name="openStandardOutput">Opens standard output; called once for each sink.</param>
internal sealed class BuiltinSinkFactory(Func<Stream> openStandardOutput) : IRecordSinkFactory
{
    private readonly CircuitBreakers _breakers = new();

    /// <inheritdoc/>
    public IRecordSink? Create(SinkDefinition definition, RecordLayout layout) => definition switch
    {
        FileSinkDefinition { Mode: FileSinkMode.Append } file => new AppendFileSink(file.Path.Text, RecordWriters.Create(file.Format, layout)),
        FileSinkDefinition { Mode: null } file => new FileSinkByLife(
            () => new FileSink(file.Path.Text, RecordWriters.Create(file.Format, layout)),
            () => new AppendFileSink(file.Path.Text, RecordWriters.Create(file.Format, layout))),
        HttpSinkDefinition http => new HttpSink(http, layout, _breakers),
        TopicSinkDefinition topic => new TopicSink(topic.Name.Text, layout),
        FileSinkDefinition file => new FileSink(file.Path.Text, RecordWriters.Create(file.Format, layout)),
        StdoutSinkDefinition stdout => new StdoutSink(openStandardOutput(), RecordWriters.Create(stdout.Format, layout)),
        _ => null,
    };
}
