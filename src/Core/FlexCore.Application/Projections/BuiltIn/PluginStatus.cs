namespace FlexCore.Application.Projections.BuiltIn;

/// <summary>What each plugin does.</summary>
internal sealed class PluginStatus() : BuiltInProjection(Name, "Status and executions of each plugin.")
{
    public const string Name = "plugin_status";

    protected override void Apply(string name, ProjectedEvent happened, ReadModel model)
    {
        switch (name)
        {
            case "pluginloaded":
                model.Set("plugin_name", Text(happened, "plugin_name") ?? Text(happened, "name") ?? happened.Key);
                model.Set("status", "loaded");
                model.Set("loaded_at", Time(happened.Time));
                model.Set("executions", 0);
                break;
            case "pluginexecuted":
                model.Increment("executions");
                model.Set("last_execution", Time(happened.Time));
                model.Set("last_status", HasFailed(happened) ? "failed" : "success");
                break;
            case "pluginunloaded":
                model.Set("status", "unloaded");
                model.Set("unloaded_at", Time(happened.Time));
                break;
        }
    }

    private static bool HasFailed(ProjectedEvent happened) =>
        (happened.Data.TryGetProperty("success", out var success) && success.ValueKind == System.Text.Json.JsonValueKind.False) || Text(happened, "status") is "failed" or "error";
}
