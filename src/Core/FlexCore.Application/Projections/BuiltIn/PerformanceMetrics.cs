using System.Text.Json.Nodes;

namespace FlexCore.Application.Projections.BuiltIn;

/// <summary>How fast requests are answered.</summary>
internal sealed class PerformanceMetrics() : BuiltInProjection(Name, "Requests, errors, average response time and throughput of each service.")
{
    public const string Name = "performance_metrics";

    private const string FirstAt = "first_request_at";

    protected override void Apply(string name, ProjectedEvent happened, ReadModel model)
    {
        switch (name)
        {
            case "requestprocessed":
                Processed(happened, model);
                break;
            case "requestfailed":
                model.Increment("total_errors");
                break;
        }
    }

    // The sum is kept, not the average of averages: it is exact, and the average is of all requests.
    private static void Processed(ProjectedEvent happened, ReadModel model)
    {
        model.Increment("total_requests");
        model.Increment("total_response_time", Number(happened, "response_time"));
        var requests = model.Number("total_requests");
        model.Set("avg_response_time", ReadModelJson.Number(Math.Round(model.Number("total_response_time") / requests, 6)));
        if (model.Text(FirstAt) is null)
        {
            model.Set(FirstAt, Time(happened.Time));
        }

        var seconds = (decimal)(happened.Time - DateTimeOffset.Parse(model.Text(FirstAt) ?? "", System.Globalization.CultureInfo.InvariantCulture)).TotalSeconds;
        model.Set("throughput", seconds > 0 ? ReadModelJson.Number(Math.Round(requests / seconds, 6)) : JsonValue.Create(0));
    }
}
