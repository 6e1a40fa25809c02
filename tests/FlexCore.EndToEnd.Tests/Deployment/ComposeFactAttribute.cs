namespace FlexCore.EndToEnd.Tests.Deployment;

/// <summary>A test that lets docker-compose read its file; skipped visibly where it is missing.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ComposeFactAttribute : FactAttribute
{
    public ComposeFactAttribute()
    {
        Skip = ComposeProgram.Path is null ? "needs docker-compose, which is not installed (Debian: apt-get install docker-compose)" : null;
    }
}
