using FlexCore.Application.DataStreams;
using FlexCore.Application.Messaging;
using FlexCore.Application.Nodes;
using FlexCore.Domain;
using FlexCore.Examples.Embedded;
using FlexCore.Examples.Embedded.Accounts;
using FlexCore.Examples.Embedded.Operators;
using FlexCore.Hosting;
using Microsoft.AspNetCore.Mvc;

// FlexCore inside an ASP.NET application: a pipeline, an operator of our own, and a module with an event-sourced aggregate, commands and queries of our own.
// Usage: embedded-example [URL [FOLDER]]; the folder holds the data folder, the pipeline's input and its output.
var url = args.Length > 0 ? args[0] : "http://127.0.0.1:5080";
var folder = Path.GetFullPath(args.Length > 1 ? args[1] : ".");

var builder = WebApplication.CreateSlimBuilder();
builder.WebHost.UseUrls(url);
builder.Services.AddFlexCore(flexcore => flexcore
    .UseSqlite(Path.Combine(folder, "data"))
    .UseBaseFolder(folder)
    .AddOperator(TaxOperator.Description)
    .AddModule<AccountsModule>()
    .AddPipeline(Path.Combine(AppContext.BaseDirectory, "orders.yaml")));
builder.Services.AddHealthChecks().AddFlexCore();

var app = builder.Build();
app.MapHealthChecks("/health");

app.MapPost("/accounts/{key}/deposits", async (string key, Amount amount, ICommandBus commands, [FromHeader(Name = "Idempotency-Key")] string? id) =>
    Replies.Of(await commands.SendAsync(Replies.NewCall(id), new DepositMoney(key, amount.Cents))));

app.MapPost("/transfers", async (MoveMoney move, ICommandBus commands, [FromHeader(Name = "Idempotency-Key")] string? id) =>
    Replies.Of(await commands.SendAsync(Replies.NewCall(id), move)));

app.MapGet("/accounts/{key}", async (string key, IQueryBus queries) =>
{
    var reply = await queries.AskAsync(Replies.NewCall(null), new GetAccount(key));
    return reply.Refusal is { } refusal ? Results.NotFound(refusal) : Results.Ok(reply.Value);
});

app.MapGet("/streams/{key}", async (string key, IStreams streams) =>
{
    var reply = await streams.GetAsync(new NodeCall(SecurityContext.Development, "status"), key);
    return reply.Refusal is { } refusal ? Results.NotFound(refusal) : Results.Ok(reply.Value);
});

await app.RunAsync();
