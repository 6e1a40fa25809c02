using FlexCore.Streams.Definition;
using FlexCore.Streams.Records;

namespace FlexCore.Streams.Sinks.Builtin;

/// <summary>Makes file and standard output sinks.</summary>
/// <param name="openStandardOutput">Opens standard output; called once for each sink.</param>
internal sealed class BuiltinSinkFactory(Func<Stream> openStandardOutput) : IRecordSinkFactory
{
    /// <inheritdoc/>
    public IRecordSink? Create(SinkDefinition definition, RecordLayout layout) => definition switch
    {
        FileSinkDefinition file => new FileSink(file.Path.Text, RecordWriters.Create(file.Format, layout)),
        StdoutSinkDefinition stdout => new StdoutSink(openStandardOutput(), RecordWriters.Create(stdout.Format, layout)),
        _ => null,
    };
}
