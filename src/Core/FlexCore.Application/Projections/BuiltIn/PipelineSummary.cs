using System.Text.Json.Nodes;

namespace FlexCore.Application.Projections.BuiltIn;

/// <summary>What has become of each pipeline: from its own events, or from those that a user keeps of one.</summary>
internal sealed class PipelineSummary() : BuiltInProjection(Name, "Name, status and runs of each pipeline.")
{
    public const string Name = "pipeline_summary";

    protected override void Apply(string name, ProjectedEvent happened, ReadModel model)
    {
        switch (name)
        {
            case "pipelinecreated":
                Created(happened, model);
                break;
            case "pipelinestarted":
                model.Set("status", "running");
                model.Set("last_started", Time(happened.Time));
                model.Increment("total_executions");
                break;
            case "pipelinecompleted":
                model.Set("status", "completed");
                model.Set("last_completed", Time(happened.Time));
                Take(model, "last_duration", happened, "duration_ms");
                Take(model, "last_duration", happened, "duration");
                break;
            case "pipelinefailed":
                model.Set("status", "failed");
                model.Set("failed_at", Time(happened.Time));
                Take(model, "last_error", happened, "error");
                break;
            default:
                Other(name, happened, model);
                break;
        }
    }

    private static void Created(ProjectedEvent happened, ReadModel model)
    {
        model.Delete();
        Take(model, "name", happened, "name");
        model.Set("status", "created");
        model.Set("created_at", Time(happened.Time));
        model.Set("steps", new JsonArray());
        Take(model, "steps", happened, "steps");
        model.Set("total_executions", 0);
    }

    // What only the system's own pipelines have.
    private static void Other(string name, ProjectedEvent happened, ReadModel model)
    {
        if (name is "pipelineactivated" or "pipelinepaused" or "pipelinearchived" or "pipelinedeleted")
        {
            model.Set("status", name switch { "pipelineactivated" => "active", "pipelinepaused" => "paused", "pipelinearchived" => "archived", _ => "deleted" });
        }
        else if (name == "pipelineresumed")
        {
            model.Set("status", "running");
        }
        else if (name == "pipelinedescribed")
        {
            Take(model, "name", happened, "name");
        }
        else if (name == "pipelinedocumentset" && happened.Data.TryGetProperty("steps", out var steps) && steps.ValueKind == System.Text.Json.JsonValueKind.Array)
        {
            model.Set("steps", new JsonArray([.. steps.EnumerateArray().Select(static step => step.TryGetProperty("id", out var id) ? ReadModelJson.ToNode(id) : null)]));
        }
    }
}
