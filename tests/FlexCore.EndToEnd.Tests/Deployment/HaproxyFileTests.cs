using FlexCore.EndToEnd.Tests.Clusters;
using FlexCore.EndToEnd.Tests.Processes;

namespace FlexCore.EndToEnd.Tests.Deployment;

/// <summary>The configuration of the proxy, as HAProxy itself reads it.</summary>
public sealed class HaproxyFileTests : IDisposable
{
    private readonly Workspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    [HaproxyFact]
    public async Task Haproxy_accepts_its_configuration() => (await CheckAsync(Repository.PathOf("deploy/haproxy/haproxy.cfg"))).ShouldExitWith(0);

    [HaproxyFact]
    public async Task A_mistake_in_it_would_be_found()
    {
        var text = await File.ReadAllTextAsync(Repository.PathOf("deploy/haproxy/haproxy.cfg"));
        var broken = _workspace.Write("broken.cfg", text.Replace("default_backend nodes", "default_backend node", StringComparison.Ordinal));
        (await CheckAsync(broken)).ExitCode.ShouldNotBe(0);
    }

    private Task<Outcome> CheckAsync(string file) => FlexcoreProcess.RunScriptAsync(_workspace.Folder, $"{Programs.Find("haproxy")} -c -f '{file}'");
}
