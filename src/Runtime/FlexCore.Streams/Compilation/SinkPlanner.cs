using FlexCore.Application.Streams;
using FlexCore.Streams.Definition;
using FlexCore.Streams.Definition.Loading;
using FlexCore.Streams.Graphs;
using FlexCore.Streams.Records;
using FlexCore.Streams.Sinks;
using FlexCore.Streams.Sinks.Builtin;

namespace FlexCore.Streams.Compilation;

/// <summary>Finds the factory of each sink and lets it check its definition.</summary>
internal sealed class SinkPlanner
{
    private readonly IReadOnlyList<IRecordSinkFactory> _factories;
    private readonly DiagnosticBag _diagnostics;
    private readonly SinkCapture? _capture;

    /// <summary>Creates a planner.</summary>
    /// <param name="options">The factories.</param>
    /// <param name="diagnostics">Takes mistakes.</param>
    public SinkPlanner(CompileOptions options, DiagnosticBag diagnostics)
    {
        _factories = [new BuiltinSinkFactory(options.OpenStandardOutput), .. options.SinkFactories];
        _diagnostics = diagnostics;
        _capture = options.Capture;
    }

    /// <summary>Plans a sink.</summary>
    /// <param name="definition">The sink.</param>
    /// <param name="layout">The rows it gets.</param>
    public SinkPlan Plan(SinkDefinition definition, RecordLayout layout)
    {
        var name = SinkName.Of(definition);
        try
        {
            // A sink that is never opened holds nothing, so a trial needs no disposal.
            if (_factories.Select(factory => factory.Create(definition, layout)).FirstOrDefault(sink => sink is not null) is null)
            {
                _diagnostics.Add(DiagnosticCodes.UnknownOperator, definition.Mark, $"This program has no support for the sink {name}.");
            }
        }
        catch (StreamException error)
        {
            _diagnostics.Add(DiagnosticCodes.InvalidValue, definition.Mark, error.Message);
        }

        var captured = _capture?.Add(definition, name);
        return new SinkPlan(name, () => captured is null ? Create(definition, layout) : new CapturingSink(captured, layout)) { Layout = layout };
    }

    private IRecordSink Create(SinkDefinition definition, RecordLayout layout)
    {
        foreach (var factory in _factories)
        {
            if (factory.Create(definition, layout) is { } sink)
            {
                return sink;
            }
        }

        throw new InvalidOperationException($"The sink {SinkName.Of(definition)} has no factory although the graph was compiled.");
    }
}
