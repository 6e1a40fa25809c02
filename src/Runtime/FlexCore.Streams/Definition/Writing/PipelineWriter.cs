using FlexCore.Streams.Definition.Loading;

namespace FlexCore.Streams.Definition.Writing;

/// <summary>Writes a pipeline from code as a pipeline file: the way back from <see cref="PipelineLoader"/>.</summary>
public static class PipelineWriter
{
    /// <summary>The document of a pipeline: JSON, which is YAML too. Loading it gives an equal pipeline. Values that are the default are left out; variables are not known any more.</summary>
    /// <param name="definition">The pipeline. It need not be valid: what a file can say is written, and the compiler finds its mistakes.</param>
    /// <exception cref="ArgumentException">The pipeline has a part that no file can say; the message names it.</exception>
    public static string Write(PipelineDefinition definition)
    {
        ArgumentNullException.ThrowIfNull(definition);
        var standard = new PipelineDefinition { Name = string.Empty, Source = definition.Source, Sinks = [] };
        var writer = new DocumentWriter();
        writer.Mapping(() =>
        {
            writer.Text("name", definition.Name);
            writer.Text("description", definition.Description is { } text ? new DefinitionText(text) : null);
            writer.Key("source");
            SourceWriter.Write(writer, definition.Source);
            StepWriter.WriteAll(writer, definition.Steps);
            SinkWriter.WriteAll(writer, definition.Sinks);
            writer.Choice("onError", definition.OnError, standard.OnError);
            if (definition.DeadLetter is { } deadLetter)
            {
                writer.Key("deadLetter");
                SinkWriter.Write(writer, deadLetter);
            }

            if (definition.CheckpointEvery != standard.CheckpointEvery)
            {
                writer.Key("checkpoint");
                writer.Mapping(() => writer.Duration("every", definition.CheckpointEvery, null));
            }

            writer.Number("partitions", definition.Partitions == standard.Partitions ? null : definition.Partitions);
            if (definition.Spread is { } spread)
            {
                writer.Key("spread");
                writer.Mapping(() =>
                {
                    writer.Number("partitions", spread.Partitions);
                    writer.Text("by", spread.By);
                });
            }

            writer.Number("parallelism", definition.Parallelism);
        });
        return writer.ToString() + "\n";
    }
}
