using System.Globalization;
using System.Text;
using System.Text.Json;
using FlexCore.Cli.Terminal;
using FlexCore.Streams.Explaining;

namespace FlexCore.Cli.Explaining;

/// <summary>Shows an explanation to a person.</summary>
internal static class ExplainText
{
    /// <summary>Renders an explanation.</summary>
    /// <param name="graph">What the compiler made of the pipeline.</param>
    /// <param name="folder">The folder that the pipeline's paths begin at.</param>
    public static string Render(GraphExplanation graph, string folder)
    {
        var text = new StringBuilder();
        text.Append($"pipeline     {graph.Name}\n");
        text.Append($"source       {graph.Source.Kind}: {Resuming(graph.Source)}\n");
        text.Append($"reads        {Fields(graph.Source)}\n");
        text.Append($"workers      {graph.Parallelism?.ToString(CultureInfo.InvariantCulture) ?? "one for each processor"} for segment 1; {Partitions(graph.Partitions)}\n");
        text.Append($"checkpoints  every {Amounts.Duration(graph.CheckpointEvery)}\n");
        text.Append($"fingerprint  {graph.Fingerprint}\n\n");
        text.Append(TextTable.Render(["STEP", "SEGMENT", "RUNS", "ON ERROR", "STATE"], [.. graph.Steps.Select(Row)])).Append('\n');
        text.Append(TextTable.Render(
            ["SINK", "FROM", "DELIVERY"],
            [.. graph.Sinks.Select(sink => (IReadOnlyList<string>)[sink.Name.Replace(folder + Path.DirectorySeparatorChar, string.Empty, StringComparison.Ordinal), sink.From, Words(sink.Delivery)])]));
        return text.ToString();
    }

    private static IReadOnlyList<string> Row(StepExplanation step) =>
        [step.Id, step.Segment.ToString(CultureInfo.InvariantCulture), step.IsParallel ? "in parallel" : "in order", step.OnError, step.State ?? "-"];

    private static string Words(DeliveryGuarantee delivery) => JsonNamingPolicy.KebabCaseLower.ConvertName(delivery.ToString());

    private static string Partitions(int partitions) => partitions == 1 ? "keyed state in one partition" : $"keyed state in {partitions} partitions";

    private static string Resuming(SourceExplanation source)
    {
        var end = source.IsLive ? "runs until it is stopped" : "ends";
        return source switch
        {
            { IsResumable: false } => $"{end}; cannot be read twice, so an interrupted run begins again",
            { IsReplayable: false } => $"{end}; an interrupted run goes on, records since the checkpoint may differ",
            _ => $"{end}; an interrupted run goes on at its checkpoint",
        };
    }

    private static string Fields(SourceExplanation source)
    {
        var fields = string.Join(", ", source.Fields);
        return source.ReadsWholeRecord
            ? "the whole record" + (fields.Length > 0 ? $", and by name {fields}" : string.Empty)
            : fields.Length > 0 ? fields : "no field";
    }
}
