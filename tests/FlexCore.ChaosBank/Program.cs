using System.Globalization;
using FlexCore.Application.Entities;
using FlexCore.Application.Journal;
using FlexCore.ChaosBank;
using FlexCore.Conformance.Entities;
using FlexCore.Hosting;

// A host of its own in a cluster, with an aggregate of its own: ledgers with a balance. The test that starts it moves money between them.
// Usage: chaos-bank NAME HTTP-PORT WIRE-PORT FOLDER; the connection string is in FLEXCORE_BANK_POSTGRES.
var (name, url, wirePort, folder) = (args[0], $"http://127.0.0.1:{args[1]}", int.Parse(args[2], CultureInfo.InvariantCulture), args[3]);
var postgres = Environment.GetEnvironmentVariable("FLEXCORE_BANK_POSTGRES") ?? throw new InvalidOperationException("FLEXCORE_BANK_POSTGRES is missing.");

var builder = WebApplication.CreateSlimBuilder();
builder.WebHost.UseUrls(url);
builder.Services.AddFlexCore(flexcore => flexcore
    .UsePostgres(postgres, name, wirePort)
    .UseSqlite(folder)
    .UseHttpUrl(url)
    .AddAggregate<LedgerDecider, LedgerState, LedgerCommand, LedgerEvent>(LedgerDecider.Kind, LedgerDecider.Events, LedgerDecider.Snapshots, LedgerCommandCodec.Commands)
    .Configure((engine, _) => BankSettings.Apply(engine)));
var app = builder.Build();

app.MapPost("/ledgers/{key}/entries", async (string key, int number, long amount, IEntityRegion<LedgerCommand, LedgerState> ledgers) =>
{
    try
    {
        var reply = await ledgers.AskAsync(Ledgers.Id(key), new Enter(Ledgers.Context($"entry-{number}"), number, amount));
        return reply.Refusal is { } refusal ? Results.Text(refusal.Code, statusCode: refusal.Code == "overdrawn" ? 409 : 503) : Results.Text("entered");
    }
    catch (Exception error) when (error is TimeoutException or EntityFailedException or JournalException)
    {
        return Results.Text(error.Message, statusCode: 503);
    }
});

app.MapGet("/ledgers/{key}", async (string key, IEntityRegion<LedgerCommand, LedgerState> ledgers) =>
{
    try
    {
        var state = (await ledgers.ReadAsync(Ledgers.Id(key))).State;
        return Results.Text(string.Create(CultureInfo.InvariantCulture, $"{state.Balance} {string.Join(',', state.Numbers)}"));
    }
    catch (Exception error) when (error is TimeoutException or EntityFailedException or JournalException)
    {
        return Results.Text(error.Message, statusCode: 503);
    }
});

await app.RunAsync();
