using System.Text.Json.Nodes;

namespace FlexCore.Application.Projections.BuiltIn;

/// <summary>The executions of each workflow, the latest thousand in full.</summary>
internal sealed class WorkflowHistory() : BuiltInProjection(Name, "Executions of each workflow.")
{
    public const string Name = "workflow_history";

    private const string Executions = "workflow_executions";

    protected override void Apply(string name, ProjectedEvent happened, ReadModel model)
    {
        var execution = Text(happened, "execution_id") ?? Text(happened, "executionId") ?? "";
        switch (name)
        {
            case "workflowstarted":
                model.Append(Executions, new JsonObject { ["execution_id"] = execution, ["started_at"] = Time(happened.Time), ["status"] = "running" });
                model.Increment("total_executions");
                break;
            case "workflowcompleted":
                End(model, execution, "completed", happened);
                model.Increment("successful_executions");
                break;
            case "workflowfailed":
                End(model, execution, "failed", happened);
                model.Increment("failed_executions");
                break;
        }
    }

    // Without an id the latest execution that has not ended is meant.
    private static void End(ReadModel model, string execution, string status, ProjectedEvent happened)
    {
        var entry = model.List(Executions).OfType<JsonObject>().LastOrDefault(known => execution.Length > 0 ? known["execution_id"]?.GetValue<string>() == execution : known["status"]?.GetValue<string>() == "running");
        if (entry is null)
        {
            return;
        }

        entry["status"] = status;
        entry["completed_at"] = Time(happened.Time);
        foreach (var member in new[] { "duration", "error" })
        {
            if (happened.Data.TryGetProperty(member, out var value))
            {
                entry[member] = ReadModelJson.ToNode(value);
            }
        }
    }
}
