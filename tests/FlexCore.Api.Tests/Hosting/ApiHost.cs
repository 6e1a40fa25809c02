using System.Net;
using System.Text;
using FlexCore.Api.Limits;
using FlexCore.Application.Cluster;
using FlexCore.Application.DataStreams;
using FlexCore.Application.EventTopics;
using FlexCore.Application.Feed;
using FlexCore.Application.Inspection;
using FlexCore.Application.Jobs;
using FlexCore.Application.Nodes;
using FlexCore.Application.Pipelines;
using FlexCore.Application.SystemJobs;
using FlexCore.Application.Topics;
using FlexCore.Testing.Storage;
using FlexCore.Testing.Time;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace FlexCore.Api.Tests.Hosting;

/// <summary>The API on a real server at a free loopback port, over ports in memory.</summary>
internal sealed class ApiHost : IAsyncDisposable
{
    private readonly WebApplication _app;

    private ApiHost(WebApplication app, ApiParts parts)
    {
        _app = app;
        Parts = parts;
        Address = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses.Single() ?? throw new InvalidOperationException("no address"));
        Client = new HttpClient(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false }) { BaseAddress = Address, Timeout = TimeSpan.FromSeconds(60) };
    }

    public ApiParts Parts { get; }

    public Uri Address { get; }

    public HttpClient Client { get; }

    public IServiceProvider Services => _app.Services;

    public static async Task<ApiHost> StartAsync(Action<ApiOptions>? configure = null, Action<IServiceCollection>? services = null)
    {
        var parts = await ApiParts.StartAsync();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Logging.AddProvider(parts.Log);
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        builder.Services.AddSingleton<TimeProvider>(parts.Clock);
        builder.Services.AddSingleton<IEventTopics>(parts.Topics).AddSingleton<IEventTopicList>(new EventTopicList(parts.Topics.Inner, parts.Topics)).AddSingleton<IPipelines>(parts.Pipelines).AddSingleton<IStreams>(parts.Streams);
        builder.Services.AddSingleton<IJobs>(parts.Jobs).AddSingleton<INode>(parts.Node).AddSingleton(parts.Store.Feed).AddSingleton<ITopicBus>(parts.Bus).AddSingleton(parts.Events).AddSingleton(parts.Tail).AddSingleton(parts.Search).AddSingleton(parts.Travel).AddSingleton(parts.Export).AddSingleton(parts.Import);
        builder.Services.AddSingleton<IEntityInspector>(parts.Inspector);
        builder.Services.AddSingleton(parts.Buses.Commands).AddSingleton(parts.Buses.Queries);
        builder.Services.AddSingleton(parts.Schedules).AddSingleton<ISingletonList>(parts.SingletonList);
        builder.Services.AddSingleton(parts.Projections);
        builder.Services.AddSingleton(parts.Privacy.Subjects).AddSingleton<ISystemJobs>(parts.SystemJobs);
        builder.Services.AddSingleton(parts.Retention.Service);
        services?.Invoke(builder.Services);
        builder.Services.AddFlexCoreApi(options =>
        {
            options.NodeId = "node-1";
            configure?.Invoke(options);
        });
        var app = builder.Build();
        app.UseWebSockets();
        app.MapFlexCore();
        await app.StartAsync();
        return new ApiHost(app, parts);
    }

    public Task<HttpResponseMessage> SendAsync(string method, string path, string? body = null, string? contentType = "application/json", params (string Name, string Value)[] headers) =>
        SendAsync(method, path, body is null ? null : Encoding.UTF8.GetBytes(body), contentType, headers);

    public Task<HttpResponseMessage> SendAsync(string method, string path, byte[]? body, string? contentType, params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (body is not null)
        {
            request.Content = new ByteArrayContent(body);
            if (contentType is not null)
            {
                request.Content.Headers.TryAddWithoutValidation("Content-Type", contentType);
            }
        }

        foreach (var (name, value) in headers)
        {
            if (!request.Headers.TryAddWithoutValidation(name, value))
            {
                request.Content?.Headers.TryAddWithoutValidation(name, value);
            }
        }

        return Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
    }

    public async Task StopAsync() => await _app.StopAsync();

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.DisposeAsync();
        await Parts.DisposeAsync();
    }
}
