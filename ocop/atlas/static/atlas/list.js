import { keepView } from "./address.js";

keepView();
