using System.Text.Json;
using FlexCore.LoadGenerator;

if (args is not [var file])
{
    await Console.Error.WriteLineAsync("usage: FlexCore.LoadGenerator PLAN.json");
    return 2;
}

var plan = JsonSerializer.Deserialize<LoadPlan>(await File.ReadAllBytesAsync(file), LoadPlan.Json)
    ?? throw new InvalidDataException($"'{file}' holds no plan.");
var report = await LoadRun.RunAsync(plan, TimeProvider.System);
Console.WriteLine(JsonSerializer.Serialize(report, LoadPlan.Json));
return 0;
