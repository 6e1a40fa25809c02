using FlexCore.Application.Feed;

namespace FlexCore.Hosting.Events;

/// <summary>A store that was told that it came out of a backup.</summary>
/// <param name="Identity">Which store it is now.</param>
/// <param name="Location">Where it is.</param>
/// <param name="ForgottenAgain">How many persons' keys were destroyed again, because the log says that they were forgotten.</param>
public sealed record RestoredStore(StoreIdentity Identity, string Location, int ForgottenAgain);
