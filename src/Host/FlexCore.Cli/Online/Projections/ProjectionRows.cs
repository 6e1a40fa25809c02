using System.Globalization;
using FlexCore.Cli.Terminal;
using FlexCore.Client.Models;

namespace FlexCore.Cli.Online.Projections;

/// <summary>Projections and their documents as rows.</summary>
internal static class ProjectionRows
{
    private const int DataShown = 200;

    /// <summary>The columns of the list.</summary>
    public static readonly string[] Headers = ["PROJECTION", "STATE", "ORIGIN", "LIVE", "LAG", "APPLIED", "PARKED"];

    /// <summary>The columns of the lag.</summary>
    public static readonly string[] LagHeaders = ["PROJECTION", "STATE", "LAG", "BUILDING"];

    /// <summary>A row of the list.</summary>
    public static IReadOnlyList<string> Row(ProjectionInfo projection) =>
        [projection.Name, projection.State, projection.Origin, Text(projection.Live), Amounts.Count(projection.Lag), Amounts.Count(projection.Applied), Amounts.Count(projection.Parked)];

    /// <summary>A row of the lag.</summary>
    public static IReadOnlyList<string> Lag(ProjectionInfo projection) =>
    [
        projection.Name, projection.State, Amounts.Count(projection.Lag),
        string.Join(", ", projection.Generations.Where(generation => generation.Id != projection.Live).Select(static generation => $"{Text(generation.Id)} {generation.State}, {Amounts.Count(generation.Lag)} behind")),
    ];

    /// <summary>Where read models are, with a command that reads them and can change nothing.</summary>
    public static IEnumerable<(string Name, string? Value)> Of(ReadModelSource source)
    {
        var query = $"SELECT model_type, aggregate_id, data FROM {source.Relation} WHERE tenant = 'default'";
        yield return ("engine", source.Engine);
        yield return ("location", source.Location);
        yield return ("view", source.Relation);
        yield return ("try", source.Engine switch
        {
            "sqlite" => $"sqlite3 -readonly '{source.Location}' \"{query}\"",
            "postgres" => $"PGOPTIONS='-c default_transaction_read_only=on' psql '{source.Location}' -c \"{query}\"",
            _ => null,
        });
    }

    /// <summary>Everything about one projection.</summary>
    public static IEnumerable<(string Name, string? Value)> Of(ProjectionInfo projection)
    {
        yield return ("projection", projection.Name);
        yield return ("about", projection.Summary);
        yield return ("state", projection.State);
        yield return ("origin", projection.Origin);
        yield return ("lag", Amounts.Count(projection.Lag));
        yield return ("applied", Amounts.Count(projection.Applied));
        yield return ("parked", Amounts.Count(projection.Parked));
        foreach (var generation in projection.Generations)
        {
            var until = generation.Until is { } instant ? $", as of {Answers.Time(instant)}" : generation.SwapsItself && generation.Id != projection.Live ? ", is swapped in by itself" : "";
            var lacks = generation.Scavenged > 0 ? $", lacks {Amounts.Count(generation.Scavenged)} events that retention has taken away" : "";
            yield return ($"generation {Text(generation.Id)}", $"{generation.State}, {Amounts.Count(generation.Lag)} behind, {Amounts.Count(generation.Parked)} parked{until}{lacks}{(generation.Fault is { } fault ? $": {fault}" : "")}");
        }
    }

    /// <summary>A row of a parked event.</summary>
    public static IReadOnlyList<string> Parked(ParkedInfo parked) =>
        [parked.Place, parked.Stream, Text(parked.Version), parked.Type, Text(parked.Attempts), parked.Reason.Length == 0 ? "waits behind another" : SafeText.OneLine(parked.Reason)];

    /// <summary>A row of a document.</summary>
    public static IReadOnlyList<string> Document(ReadModelInfo document)
    {
        var data = SafeText.OneLine(document.Data.GetRawText());
        return [SafeText.OneLine(document.Key), Text(document.Version), Answers.Time(document.UpdatedAt) ?? "", data.Length <= DataShown ? data : data[..DataShown] + "…"];
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
