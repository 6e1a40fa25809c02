using FlexCore.Streams.Definition;
using FlexCore.Streams.Records;

namespace FlexCore.Streams.Sinks;

/// <summary>Makes the sinks of one kind. Adapters add kinds (the SQLite table) by handing a factory to the compiler.</summary>
public interface IRecordSinkFactory
{
    /// <summary>Makes a closed sink, or nothing when the definition is of another kind.</summary>
    /// <param name="definition">The sink of the pipeline file, paths already absolute.</param>
    /// <param name="layout">The rows it will get.</param>
    /// <returns>The sink, or <see langword="null"/> when this factory does not serve the kind.</returns>
    /// <exception cref="FlexCore.Application.Streams.StreamException">The definition and the layout do not fit, for example a key column that no row has.</exception>
    IRecordSink? Create(SinkDefinition definition, RecordLayout layout);
}
