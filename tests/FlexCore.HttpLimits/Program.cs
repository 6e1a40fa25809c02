using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

// The raw limit of an HTTP ingress: Kestrel with endpoints that read the body and answer a constant. Nothing is parsed, kept or looked up.
var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
builder.WebHost.UseKestrelCore().ConfigureKestrel(options => options.Listen(IPAddress.Loopback, 0));
builder.Logging.ClearProviders();
await using var app = builder.Build();
var accepted = """{"accepted":1,"position":1,"lastRecord":1}"""u8.ToArray();
var constant = """{"status":"healthy","node_id":"node-1","port":8080,"timestamp":1700000000}"""u8.ToArray();
app.Run(async context =>
{
    var reader = context.Request.BodyReader;
    while (true)
    {
        var read = await reader.ReadAsync(context.RequestAborted);
        reader.AdvanceTo(read.Buffer.End);
        if (read.IsCompleted)
        {
            break;
        }
    }

    var isIngest = context.Request.Path.StartsWithSegments("/api");
    var answer = isIngest ? accepted : constant;
    context.Response.StatusCode = isIngest ? 202 : 200;
    context.Response.ContentType = "application/json";
    context.Response.ContentLength = answer.Length;
    await context.Response.BodyWriter.WriteAsync(answer, context.RequestAborted);
});
await app.StartAsync();
Console.WriteLine(app.Urls.Single());
await app.WaitForShutdownAsync();
