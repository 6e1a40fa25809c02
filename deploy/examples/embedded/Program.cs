using FlexCore.Application.DataStreams;
using FlexCore.Application.Entities;
using FlexCore.Application.Nodes;
using FlexCore.Domain;
using FlexCore.Examples.Embedded;
using FlexCore.Examples.Embedded.Accounts;
using FlexCore.Examples.Embedded.Operators;
using FlexCore.Hosting;

// FlexCore inside an ASP.NET application: a pipeline, an operator of our own, and an event-sourced aggregate of our own.
// Usage: embedded-example [URL [FOLDER]]; the folder holds the data folder, the pipeline's input and its output.
var url = args.Length > 0 ? args[0] : "http://127.0.0.1:5080";
var folder = Path.GetFullPath(args.Length > 1 ? args[1] : ".");

var builder = WebApplication.CreateSlimBuilder();
builder.WebHost.UseUrls(url);
builder.Services.AddFlexCore(flexcore => flexcore
    .UseSqlite(Path.Combine(folder, "data"))
    .UseBaseFolder(folder)
    .AddOperator(TaxOperator.Description)
    .AddAggregate<AccountDecider, AccountState, AccountCommand, AccountEvent>(AccountDecider.Kind, AccountCodecs.Events, AccountCodecs.Snapshots)
    .AddPipeline(Path.Combine(AppContext.BaseDirectory, "orders.yaml")));
builder.Services.AddHealthChecks().AddFlexCore();

var app = builder.Build();
app.MapHealthChecks("/health");

app.MapPost("/accounts/{key}/deposits", async (string key, Amount amount, IEntityRegion<AccountCommand, AccountState> accounts, TimeProvider clock) =>
{
    var context = new CommandContext(SecurityContext.Development, clock.GetUtcNow(), Guid.NewGuid().ToString("N"));
    var reply = await accounts.AskAsync(Account(key), new AccountCommand.Deposit(context, amount.Cents));
    return reply.Refusal is { } refusal ? Results.BadRequest(refusal) : Results.Ok(new { reply.Version });
});

app.MapGet("/accounts/{key}", async (string key, IEntityRegion<AccountCommand, AccountState> accounts) =>
    Results.Ok((await accounts.ReadAsync(Account(key))).State));

app.MapGet("/streams/{key}", async (string key, IStreams streams) =>
{
    var reply = await streams.GetAsync(new NodeCall(SecurityContext.Development, "status"), key);
    return reply.Refusal is { } refusal ? Results.NotFound(refusal) : Results.Ok(reply.Value);
});

await app.RunAsync();

static EntityId Account(string key) => new(TenantId.Default, AccountDecider.Kind, key);
