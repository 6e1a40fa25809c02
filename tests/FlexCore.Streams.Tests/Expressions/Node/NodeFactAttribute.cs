namespace FlexCore.Streams.Tests.Expressions.Node;

/// <summary>A test that needs the program <c>node</c>; shown as skipped, never as passed, where it is missing.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class NodeFactAttribute : FactAttribute
{
    public NodeFactAttribute()
    {
        if (NodeProcess.FindProgram() is null)
        {
            Skip = "node is not installed: the comparison with JavaScript did not run (install nodejs).";
        }
    }
}
