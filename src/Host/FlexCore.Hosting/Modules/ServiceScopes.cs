using FlexCore.Application.Messaging;
using FlexCore.Application.Nodes;
using Microsoft.Extensions.DependencyInjection;

namespace FlexCore.Hosting.Modules;

/// <summary>A scope of the host's services for each message. Thread-safe.</summary>
internal sealed class ServiceScopes(IServiceScopeFactory factory) : IMessageScopes
{
    public IMessageScope Open(NodeCall call)
    {
        var scope = factory.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentCall>().Value = call;
        return new Scope(scope);
    }

    private sealed class Scope(AsyncServiceScope scope) : IMessageScope
    {
        public IServiceProvider Services => scope.ServiceProvider;

        public ValueTask DisposeAsync() => scope.DisposeAsync();
    }
}
