using FlexCore.Cli.ExitCodes;
using FlexCore.Streams.Definition;

namespace FlexCore.Cli.Running;

/// <summary>Applies <c>--input</c> and <c>--output</c> to a pipeline. Their paths are relative to the working directory, the pipeline's own to its file.</summary>
internal static class PipelineOverrides
{
    /// <summary>What stands for stdin and stdout on the command line.</summary>
    public const string Pipe = "-";

    /// <summary>Replaces the source; compression and framing stay.</summary>
    /// <param name="definition">The pipeline.</param>
    /// <param name="inputs">Paths, globs or a single <c>-</c>; empty changes nothing.</param>
    public static PipelineDefinition WithInputs(this PipelineDefinition definition, IReadOnlyList<string> inputs)
    {
        if (inputs.Count == 0)
        {
            return definition;
        }

        var compression = definition.Source switch
        {
            FileSourceDefinition file => file.Compression,
            StdinSourceDefinition stdin => stdin.Compression,
            _ => Compression.Auto,
        };
        var framing = definition.Source.Framing;
        if (!inputs.Contains(Pipe))
        {
            var paths = EquatableList.From(inputs.Select(path => DefinitionText.FromString(Path.GetFullPath(path))));
            return definition with { Source = new FileSourceDefinition(paths) { Compression = compression, Framing = framing } };
        }

        return inputs.Count == 1
            ? definition with { Source = new StdinSourceDefinition { Compression = compression, Framing = framing } }
            : throw new CliException(ExitCode.Usage, "--input '-' (stdin) cannot be combined with files: pass one or the other.");
    }

    /// <summary>Replaces the target of the only sink; its kind and format stay.</summary>
    /// <param name="definition">The pipeline.</param>
    /// <param name="output">A path or <c>-</c>; <see langword="null"/> changes nothing.</param>
    public static PipelineDefinition WithOutput(this PipelineDefinition definition, string? output)
    {
        if (output is null)
        {
            return definition;
        }

        return definition.Sinks.Count == 1
            ? definition with { Sinks = [Retarget(definition.Sinks[0], output)] }
            : throw new CliException(
                ExitCode.Usage,
                $"--output replaces the only sink, but pipeline '{definition.Name}' has {definition.Sinks.Count}. Change them in the file.");
    }

    private static SinkDefinition Retarget(SinkDefinition sink, string output)
    {
        var format = sink switch
        {
            FileSinkDefinition file => file.Format,
            StdoutSinkDefinition stdout => stdout.Format,
            _ => RecordFormat.Ndjson,
        };
        if (output == Pipe)
        {
            return new StdoutSinkDefinition { Format = format };
        }

        DefinitionText path = Path.GetFullPath(output);
        return sink switch
        {
            SqliteSinkDefinition table => table with { Path = path },
            FileSinkDefinition file => file with { Path = path },
            _ => new FileSinkDefinition(path) { Format = format },
        };
    }
}
